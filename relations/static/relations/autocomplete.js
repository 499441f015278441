/* Autocomplete fields: select2 over Django's search, or over the rows of one record, with a name for screen readers. */
"use strict";
{
  const $ = django.jQuery;

  const asked = (select) => (params) => {
    const found = {term: params.term || "", page: params.page || 1};
    if (select.dataset.of) {
      [found.app_label, found.model_name, found.field_name] = select.dataset.of.split(".");
    }
    return found;
  };

  const address = (select) => select.dataset.own || document.querySelector("[data-autocomplete]").dataset.autocomplete;

  const name = (select) => {
    const label = select.id && document.querySelector(`label[for="${CSS.escape(select.id)}"]`);
    return select.getAttribute("aria-label") || (label ? label.textContent.replace(/:\s*$/, "") : select.name);
  };

  const setUp = (select) => {
    if (select.name.includes("__prefix__") || select.classList.contains("select2-hidden-accessible")) {
      return;
    }
    $(select).select2({
      theme: "admin-autocomplete",
      width: "100%",
      placeholder: "",
      allowClear: select.options.length > 0 && select.options[0].value === "",
      ajax: {url: address(select), delay: 200, cache: true, data: asked(select)},
    });
    const box = $(select).data("select2").$selection[0];
    box.removeAttribute("aria-labelledby");
    [box, box.querySelector("[role=textbox]")].forEach((part) => part && part.setAttribute("aria-label", name(select)));
  };

  const setUpAll = (root) => root.querySelectorAll("select.admin-autocomplete").forEach(setUp);
  $(() => setUpAll(document));
  document.addEventListener("formset:added", (event) => setUpAll(event.target));
}
