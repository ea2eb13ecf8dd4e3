"use strict";
// Runs before the terminal: nothing in the page opens a window, and why a connection ended is told to the page.
window.open = () => null;
{
  // What is pasted ends where the terminal says so, and not where an escape character in it does.
  const [begin, end] = ["\u001b[200~", "\u001b[201~"];
  const pasted = (data) => {
    const [kind, words] = JSON.parse(data);
    if (!words.startsWith(begin) || !words.endsWith(end)) return data;
    return JSON.stringify([kind, begin + words.slice(begin.length, -end.length).replaceAll("\u001b", "␛") + end]);
  };
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address) {
      super(address);
      this.addEventListener("close", (event) => {
        window.dispatchEvent(new CustomEvent("reader-ended", { detail: event.reason }));
      });
    }
    send(data) {
      if (data.includes("\\u001b[200~")) data = pasted(data);
      if (this.readyState === Plain.OPEN) super.send(data); // the terminal also tells its size before, and again then
    }
  };
}
