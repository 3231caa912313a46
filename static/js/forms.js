// Forms that lose nothing.
//   [data-count="id"][data-max-length]  counts characters as they are typed
//   form[data-guard]    warns before leaving; keeps what was typed in this browser until
//                       the server has it (an expired sign-in, a lost connection)
//   window.portalDrafts is what autosave.js shares.
(() => {
  "use strict";

  const PREFIX = "portal-draft:";
  const SKIPPED = ["csrfmiddlewaretoken", "version"];

  function key(form) {
    const own = form.dataset.autosave || location.pathname;
    return PREFIX + (document.body.dataset.user || "visitor") + ":" + own;
  }

  function values(form) {
    const kept = {};
    for (const element of form.elements) {
      const secret = ["password", "file", "submit", "button"].includes(element.type);
      // What the server alone tells (a stored file's name) is neither kept nor restored.
      if (!element.name || secret || "told" in element.dataset || SKIPPED.includes(element.name)) continue;
      const box = ["checkbox", "radio"].includes(element.type);
      const several = element.type === "select-multiple";
      kept[element.name] ??= [];
      if (several) kept[element.name].push(...Array.from(element.selectedOptions, (o) => o.value));
      else if (!box || element.checked) kept[element.name].push(element.value);
    }
    return kept;
  }

  function fill(form, kept) {
    const used = {};
    for (const element of form.elements) {
      const list = kept[element.name];
      if (!list || SKIPPED.includes(element.name) || "told" in element.dataset) continue;
      if (["checkbox", "radio"].includes(element.type)) element.checked = list.includes(element.value);
      else if (element.type === "select-multiple") {
        for (const option of element.options) option.selected = list.includes(option.value);
      } else {
        const index = used[element.name] ?? 0;
        used[element.name] = index + 1;
        if (list[index] !== undefined) element.value = list[index];
      }
    }
    form.dispatchEvent(new Event("input", { bubbles: true }));
  }

  const drafts = {
    key,
    values,
    keep(form, submitted = false) {
      const draft = { at: Date.now(), submitted, values: values(form) };
      try {
        localStorage.setItem(key(form), JSON.stringify(draft));
        return true;
      } catch {
        return false;
      }
    },
    drop(form) {
      localStorage.removeItem(key(form));
    },
    read(form) {
      try {
        return JSON.parse(localStorage.getItem(key(form)));
      } catch {
        return null;
      }
    },
  };
  window.portalDrafts = drafts;

  function offer(form, draft) {
    const time = new Date(draft.at).toLocaleString("zh-CN", { hour12: false });
    const bar = document.createElement("div");
    bar.className = "message message-warning";
    bar.setAttribute("role", "alert");
    const words = document.createElement("p");
    words.textContent = `本机保留了 ${time} 填写、尚未保存到系统的内容。`;
    const restore = button("恢复这些内容", "button-primary", () => {
      fill(form, draft.values);
      bar.remove();
    });
    const discard = button("不要了", "button-plain", () => {
      drafts.drop(form);
      bar.remove();
    });
    bar.append(words, restore, " ", discard);
    form.before(bar);
  }

  function button(label, look, act) {
    const made = document.createElement("button");
    made.type = "button";
    made.className = "button button-small " + look;
    made.textContent = label;
    made.addEventListener("click", act);
    return made;
  }

  // One more row draws the page again with all that was typed: nothing to restore, but
  // nothing is saved yet either, so the draft stays.
  function holds(shown, kept) {
    const same = (name) => JSON.stringify(shown[name]) === JSON.stringify(kept[name]);
    return Object.keys(kept).every((name) => name.endsWith("-TOTAL_FORMS") || same(name));
  }

  function guard(form) {
    const first = JSON.stringify(values(form));
    const draft = drafts.read(form);
    if (draft && JSON.stringify(draft.values) === first) drafts.drop(form);
    else if (draft && !holds(values(form), draft.values)) offer(form, draft);
    let sending = false;
    const changed = () => (form.savedValues ?? first) !== JSON.stringify(values(form));
    form.addEventListener("submit", () => {
      sending = true;
      drafts.keep(form, true);
      // A second click must not send twice; the button's own name still goes along.
      setTimeout(() => form.querySelectorAll("[type=submit]").forEach((b) => (b.disabled = true)));
    });
    window.addEventListener("pageshow", (event) => {
      if (!event.persisted) return;
      sending = false;
      form.querySelectorAll("[type=submit]").forEach((b) => (b.disabled = false));
    });
    window.addEventListener("beforeunload", (event) => {
      if (sending || !changed()) return;
      drafts.keep(form);
      event.preventDefault();
    });
  }

  // A draft that was sent, while its form is not on this page any more, has arrived.
  function sweep(present) {
    if (document.querySelector("input[type=password]") || document.querySelector(".error-main")) return;
    for (const name of Object.keys(localStorage)) {
      if (!name.startsWith(PREFIX) || present.includes(name)) continue;
      const draft = JSON.parse(localStorage.getItem(name));
      const old = Date.now() - draft.at > 14 * 86400000;
      if (draft.submitted || old) localStorage.removeItem(name);
    }
  }

  function counter(field) {
    const place = document.getElementById(field.dataset.count);
    const now = place?.querySelector("[data-count-now]");
    if (!now) return;
    const limit = Number(field.dataset.maxLength);
    const show = () => {
      const length = Array.from(field.value.replace(/\r\n/g, "\n")).length;
      now.textContent = length;
      place.classList.toggle("count-over", length > limit);
    };
    field.addEventListener("input", show);
    show();
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("[data-count]").forEach(counter);
    const forms = Array.from(document.querySelectorAll("form[data-guard]"));
    sweep(forms.map(key));
    forms.forEach(guard);
    document.addEventListener("input", (event) => {
      event.target.closest("form")?.querySelectorAll("[data-count]").forEach((field) => {
        if (field !== event.target && event.target.tagName === "FORM") counter(field);
      });
    });
  });
})();
