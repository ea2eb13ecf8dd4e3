"use strict";
// Runs before the terminal: nothing in the page opens a window, and why a connection ended is told to the page.
window.open = () => null;
{
  const Plain = window.WebSocket;
  window.WebSocket = class extends Plain {
    constructor(address) {
      super(address);
      this.addEventListener("close", (event) => {
        window.dispatchEvent(new CustomEvent("reader-ended", { detail: event.reason }));
      });
    }
    send(data) {
      if (this.readyState === Plain.OPEN) super.send(data); // the terminal also tells its size before, and again then
    }
  };
}
