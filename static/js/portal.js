// Small helpers on data-* hooks; every page works without them.
//   form[data-auto-submit]   a filter that sends itself and swaps #rows
//   [data-print]             prints the page
//   [data-copy="#id"]        copies a text, says so in its own label
//   [data-pick-all="id"]    ticks every box of the form with this id, or none
//   [data-focus]             takes the focus when the page opens (error summary)
(() => {
  "use strict";

  const WAIT = 450;

  function address(form) {
    const query = new URLSearchParams();
    for (const [name, value] of new FormData(form)) {
      if (value) query.append(name, value);
    }
    const text = query.toString();
    return location.pathname + (text ? "?" + text : "");
  }

  function autoSubmit(form) {
    let timer = 0;
    const send = () => {
      clearTimeout(timer);
      const url = address(form);
      if (!window.htmx || !document.getElementById("rows")) {
        location.assign(url);
        return;
      }
      history.replaceState(null, "", url);
      window.htmx.ajax("GET", url, { target: "#rows", swap: "innerHTML" });
    };
    form.addEventListener("submit", (event) => {
      event.preventDefault();
      send();
    });
    form.addEventListener("change", (event) => {
      if (event.target.type !== "search") send();
    });
    form.addEventListener("input", (event) => {
      if (event.target.type !== "search" || event.isComposing) return;
      clearTimeout(timer);
      timer = setTimeout(send, WAIT);
    });
    form.addEventListener("compositionend", () => {
      clearTimeout(timer);
      timer = setTimeout(send, WAIT);
    });
  }

  async function copy(button) {
    const source = document.querySelector(button.dataset.copy);
    const plain = button.textContent;
    try {
      await navigator.clipboard.writeText(source.value || source.textContent.trim());
      button.textContent = "已复制";
    } catch {
      button.textContent = "复制失败，请手工选取";
    }
    setTimeout(() => (button.textContent = plain), 2000);
  }

  function pickAll(button) {
    const selector = `input[type="checkbox"][form="${button.dataset.pickAll}"]`;
    const boxes = [...document.querySelectorAll(selector)];
    const wanted = boxes.some((box) => !box.checked);
    boxes.forEach((box) => (box.checked = wanted));
    button.textContent = wanted ? "取消全选" : "全选本页";
  }

  // Without this script the button would do nothing, so it comes hidden.
  function showPickers() {
    document.querySelectorAll("[data-pick-all]").forEach((b) => (b.hidden = false));
  }

  document.addEventListener("click", (event) => {
    const button = event.target.closest("[data-print], [data-copy], [data-pick-all]");
    if (!button) return;
    if ("print" in button.dataset) window.print();
    else if ("pickAll" in button.dataset) pickAll(button);
    else copy(button);
  });

  document.addEventListener("htmx:afterSettle", showPickers);
  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-auto-submit]").forEach(autoSubmit);
    document.querySelector("[data-focus]")?.focus();
    showPickers();
  });
})();
