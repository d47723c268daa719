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

  // Selecting in a list: a click with shift takes everything between two clicks; "all hits" is a rule, not a row.
  for (const form of document.querySelectorAll("[data-select]")) {
    const boxes = [...form.querySelectorAll("input[name=person]")];
    const page = form.querySelector("[data-select-page]");
    const all = form.querySelector("[data-select-all]");
    const said = form.querySelector("[data-select-count]");
    let last = null;
    const tell = () => {
      const count = boxes.filter((box) => box.checked).length;
      if (page) {
        page.checked = count === boxes.length;
        page.indeterminate = count > 0 && count < boxes.length;
      }
      if (said) said.textContent = said.dataset.text.replace("{n}", all && all.checked ? all.dataset.total : count);
      for (const box of boxes) box.disabled = Boolean(all && all.checked);
    };
    if (page) {
      page.hidden = false;
      page.addEventListener("change", () => { for (const box of boxes) box.checked = page.checked; tell(); });
    }
    if (all) all.addEventListener("change", tell);
    for (const box of boxes) {
      box.addEventListener("click", (event) => {
        if (event.shiftKey && last) {
          const [first, until] = [boxes.indexOf(last), boxes.indexOf(box)].sort((a, b) => a - b);
          for (const between of boxes.slice(first, until + 1)) between.checked = box.checked;
        }
        last = box;
        tell();
      });
    }
    tell();
  }

  document.addEventListener("submit", (event) => {
    const button = event.submitter;
    if (button && button.hasAttribute("data-once")) {
      setTimeout(() => { button.disabled = true; }, 0);
    }
  });
})();
