/* The desk: "/" goes to the search, selects of rows get their options, unsaved changes are not lost in silence, the first
   error is in view. */
"use strict";
{
  const typing = (element) => /^(input|textarea|select)$/i.test(element.tagName) || element.isContentEditable;

  document.addEventListener("keydown", (event) => {
    const box = document.getElementById("searchbar");
    if (event.key === "/" && box && !typing(event.target) && !event.ctrlKey && !event.metaKey && !event.altKey) {
      event.preventDefault();
      box.focus();
    }
  });

  document.querySelectorAll("select[data-options]").forEach((select) => {
    const model = document.querySelector(`select[name="${select.dataset.options}"]`);
    if (model) {
      const chosen = select.value;
      select.replaceChildren(...Array.from(model.options, (option) => new Option(option.text, option.value)));
      select.value = chosen;
      Array.from(select.options).forEach((option) => { option.defaultSelected = option.value === chosen; });
    }
  });

  document.addEventListener("click", (event) => {
    document.querySelectorAll("details.filter[open]").forEach((filter) => {
      if (!filter.contains(event.target)) {
        filter.open = false;
      }
    });
  });

  // Django's filter of permissions names its icon in a way that screen readers are told to ignore.
  window.addEventListener("load", () => {
    document.querySelectorAll("span.search-label-icon").forEach((icon) => icon.setAttribute("role", "img"));
  });

  const form = document.querySelector(".change-form #content-main form");
  if (form) {
    let changed = document.querySelector(".preview, .errornote") !== null;
    const touch = () => { changed = true; };
    form.addEventListener("input", touch);
    form.addEventListener("change", touch);
    document.addEventListener("formset:added", touch);
    document.addEventListener("formset:removed", touch);
    form.addEventListener("submit", () => { changed = false; });
    window.addEventListener("beforeunload", (event) => {
      if (changed) {
        event.preventDefault();
      }
    });
    const wrong = form.querySelector(".errorlist");
    if (wrong) {
      window.addEventListener("load", () => wrong.scrollIntoView({block: "center"}));
    }
  }
}
