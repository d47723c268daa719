// Small helpers; every page works without them.
(() => {
  "use strict";
  const root = document.documentElement;
  root.classList.add("js");

  const toggle = document.querySelector(".side-toggle");
  if (toggle) {
    toggle.addEventListener("click", () => {
      toggle.setAttribute("aria-expanded", String(toggle.getAttribute("aria-expanded") !== "true"));
    });
  }

  document.addEventListener("click", (event) => {
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      if (!menu.contains(event.target)) menu.open = false;
    }
    if (event.target.closest("[data-print]")) window.print();
  });

  document.addEventListener("keydown", (event) => {
    if (event.key !== "Escape") return;
    for (const menu of document.querySelectorAll("details.menu[open]")) {
      menu.open = false;
      menu.querySelector("summary").focus();
    }
  });

  document.addEventListener("change", (event) => {
    const control = event.target.closest("[data-submit]");
    if (control) control.form.requestSubmit();
  });

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && button.hasAttribute("data-once")) {
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });
})();
