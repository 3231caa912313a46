// A section that saves itself: form[data-autosave="key"] with [data-autosave-status].
// POSTs the form with X-Autosave: 1 and reads JSON:
//   200 {saved_at, fields: {version: "5"}}    401 {code}    409/422 {sentence, errors}
// Whatever goes wrong, what was typed stays in the fields and in this browser.
(() => {
  "use strict";

  const WAIT = 1500;

  function say(status, words, look = "", link = null) {
    status.className = "saved " + look;
    status.textContent = words;
    if (link) {
      const anchor = document.createElement("a");
      anchor.href = link.href;
      anchor.textContent = link.label;
      status.append(anchor);
    }
  }

  function body(form) {
    const data = new FormData(form);
    for (const [name, value] of Array.from(data)) if (value instanceof File) data.delete(name);
    return data;
  }

  function label(form, name) {
    const element = form.elements[name];
    const id = element?.id || element?.[0]?.id;
    const found = id && form.querySelector(`label[for="${id}"]`);
    return found ? found.textContent.replace("*", "").trim() + "：" : "";
  }

  function start(form) {
    const status = form.querySelector("[data-autosave-status]");
    const drafts = window.portalDrafts;
    let timer = 0;
    let busy = false;
    let again = false;
    let stopped = false;
    let pressed = null;

    async function save() {
      if (busy) {
        again = true;
        return;
      }
      busy = true;
      const sent = JSON.stringify(drafts.values(form));
      say(status, "正在保存…");
      try {
        const answer = await fetch(form.action || location.href, {
          method: "POST",
          body: body(form),
          headers: { "X-Autosave": "1", Accept: "application/json" },
          redirect: "manual",
        });
        await take(answer, sent);
      } catch {
        drafts.keep(form);
        say(status, "网络中断，尚未保存；内容已保留在本机，恢复后会自动重试。", "saved-wrong");
        timer = setTimeout(save, 10000);
      }
      busy = false;
      if (pressed) {
        form.requestSubmit(pressed);
      } else if (again && !stopped) {
        again = false;
        timer = setTimeout(save, WAIT);
      }
    }

    async function take(answer, sent) {
      if (answer.ok) return saved(await answer.json(), sent);
      drafts.keep(form);
      const next = encodeURIComponent(location.pathname + location.search);
      if (answer.status === 401 || answer.type === "opaqueredirect") {
        stopped = true;
        const link = { href: `/accounts/sign-in/?next=${next}`, label: "重新登录" };
        return say(status, "登录已过期，尚未保存；内容已保留在本机，登录后可恢复。", "saved-wrong", link);
      }
      const json = (answer.headers.get("Content-Type") || "").includes("json");
      const told = json ? await answer.json() : {};
      if (answer.status === 409) {
        stopped = true;
        const link = { href: location.href, label: "载入最新内容" };
        return say(status, `${told.sentence || "内容已被他人修改。"}您填写的内容已保留在本机。`, "saved-wrong", link);
      }
      const error = told.errors?.[0];
      const words = error ? label(form, error.field) + error.sentence : told.sentence || "系统暂时无法保存，请稍后再试。";
      say(status, `尚未保存。${words}`, "saved-wrong");
    }

    function saved(told, sent) {
      for (const [name, value] of Object.entries(told.fields || {})) {
        if (form.elements[name]) form.elements[name].value = value;
      }
      form.savedValues = sent;
      drafts.drop(form);
      say(status, `已于 ${told.saved_at} 自动保存`, "saved-good");
    }

    const later = () => {
      if (stopped) {
        drafts.keep(form);
        return;
      }
      clearTimeout(timer);
      timer = setTimeout(save, WAIT);
    };
    form.addEventListener("input", (event) => {
      if (!event.isComposing && event.target.type !== "file") later();
    });
    form.addEventListener("compositionend", later);
    // A button pressed during a save waits for it: the save brings the new version, and
    // with the old one the server would take this person for a second editor.
    form.addEventListener(
      "submit",
      (event) => {
        clearTimeout(timer);
        if (!busy) return;
        event.preventDefault();
        event.stopImmediatePropagation();
        pressed = event.submitter || form.querySelector("[type=submit]");
      },
      { capture: true },
    );
  }

  document.addEventListener("DOMContentLoaded", () => {
    document.querySelectorAll("form[data-autosave]").forEach(start);
  });
})();
