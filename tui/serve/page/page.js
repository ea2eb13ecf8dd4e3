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
  // Ctrl+V is the browser's, which pastes: the terminal would send it as a key.
  window.addEventListener("keydown", (event) => {
    if (event.ctrlKey && !event.altKey && event.key.toLowerCase() === "v") event.stopImmediatePropagation();
  }, { capture: true });
  // A finger that is drawn over the text turns the wheel: the terminal knows mice alone.
  const row = 24; // points, about a row of text
  let before = null;
  window.addEventListener("touchstart", (event) => {
    before = event.touches.length === 1 ? event.touches[0].clientY : null;
  }, { passive: true });
  window.addEventListener("touchmove", (event) => {
    if (before === null || event.touches.length !== 1) return;
    const { clientX, clientY } = event.touches[0];
    const way = Math.sign(before - clientY);
    for (; Math.abs(before - clientY) >= row; before -= way * row) {
      event.target.dispatchEvent(
        new WheelEvent("wheel", { deltaY: way * row, clientX, clientY, bubbles: true, cancelable: true }),
      );
    }
  }, { passive: true });
  window.addEventListener("reader-ended", (event) => {
    if (event.detail) document.querySelector("#why").textContent = event.detail;
    requestAnimationFrame(() => document.querySelector("#again").focus()); // once it is shown
  });
  window.addEventListener("DOMContentLoaded", () => {
    document.querySelector("#again").addEventListener("click", () => window.location.reload());
  });
}
