// A form that shows what follows while one types; ui/views/live.py tells how to use it.
//   form[data-live="address"][data-live-into="id"]   POSTed in the background (X-Live: 1)
//   [data-live-status]                               told to screen readers
(() => {
  "use strict";

  const WAIT = 400;
  const running = new WeakMap();

  function body(form) {
    const data = new FormData(form);
    for (const [name, value] of Array.from(data)) if (value instanceof File) data.delete(name);
    return data;
  }

  function say(form, words) {
    const status = form.querySelector("[data-live-status]");
    if (status && status.textContent !== words) status.textContent = words;
  }

  async function ask(form) {
    const place = document.getElementById(form.dataset.liveInto);
    if (!place) return;
    running.get(form)?.stop?.abort();
    const stop = new AbortController();
    running.set(form, { ...running.get(form), stop });
    place.setAttribute("aria-busy", "true");
    try {
      const answer = await fetch(form.dataset.live, {
        method: "POST",
        body: body(form),
        headers: { "X-Live": "1" },
        redirect: "manual",
        signal: stop.signal,
      });
      if (!answer.ok && answer.status !== 422) throw new Error(String(answer.status));
      show(form, place, await answer.text());
    } catch (error) {
      // A newer question took its place; its answer will come.
      if (error.name === "AbortError") return;
      say(form, "暂时无法自动更新，所填内容不受影响，请稍后再试。");
    }
    place.removeAttribute("aria-busy");
  }

  function show(form, place, html) {
    // What the reader had opened stays open.
    const opened = Array.from(place.querySelectorAll("details"), (each) => each.open);
    place.innerHTML = html;
    place.querySelectorAll("details").forEach((each, n) => (each.open = opened[n] ?? each.open));
    say(form, place.querySelector("[data-live-says]")?.dataset.liveSays ?? "");
    place.dispatchEvent(new CustomEvent("portal:shown", { bubbles: true }));
  }

  function later(event) {
    const form = event.target.closest?.("form[data-live]");
    if (!form || event.isComposing || event.target.type === "file") return;
    clearTimeout(running.get(form)?.timer);
    const timer = setTimeout(() => ask(form), WAIT);
    running.set(form, { ...running.get(form), timer });
  }

  document.addEventListener("input", later);
  document.addEventListener("change", later);
  document.addEventListener("compositionend", later);
  // The whole page is on its way: what is still running would only flicker.
  document.addEventListener("submit", (event) => {
    const own = running.get(event.target);
    clearTimeout(own?.timer);
    own?.stop?.abort();
  });
})();
