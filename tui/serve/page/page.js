"use strict";
// Runs after the terminal's own script: its font is there before a cell is measured, and its address is this page's.
{
  const start = window.onload;
  const fonts = ["16px 'Roboto Mono'", "bold 16px 'Roboto Mono'", "italic 16px 'Roboto Mono'"];
  window.onload = async (event) => {
    const terminal = document.querySelector("#terminal");
    const socket = new URL("ws", window.location.href);
    socket.protocol = socket.protocol === "https:" ? "wss:" : "ws:";
    terminal.dataset.sessionWebsocketUrl = socket.href;
    terminal.dataset.fontSize = window.innerWidth < 600 ? "12" : "16";
    await Promise.allSettled(fonts.map((font) => document.fonts.load(font)));
    start(event);
    terminal.querySelector("textarea")?.focus();
  };
  window.addEventListener("reader-ended", (event) => {
    if (event.detail) document.querySelector("#why").textContent = event.detail;
    requestAnimationFrame(() => document.querySelector("#again").focus()); // once it is shown
  });
  window.addEventListener("DOMContentLoaded", () => {
    document.querySelector("#again").addEventListener("click", () => window.location.reload());
  });
}
