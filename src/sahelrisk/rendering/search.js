// The search of a site, its only script; without it the box stays hidden and every page works.
"use strict";

(() => {
  const script = document.currentScript;
  const box = document.getElementById("site-search");
  const field = document.getElementById("site-query");
  const list = document.getElementById("site-found");
  const number = document.getElementById("site-number");
  // A browser gives a page that was opened from disk no file beside it.
  if (!box || !location.protocol.startsWith("http")) return;
  const { index, up, none, more } = script.dataset;
  const most = 20;
  const folded = (text) => text.normalize("NFD").replace(/\p{M}/gu, "").toLowerCase();
  let entries;
  let asked;

  const load = () => {
    entries ??= fetch(up + index)
      .then((answer) => (answer.ok ? answer.json() : { entries: [] }))
      .then((found) =>
        found.entries.map(([title, about, href, rest]) => ({
          title, about, href, head: folded(title), text: folded(`${title} ${about} ${rest}`),
        })),
      )
      .catch(() => []);
    return entries;
  };

  const shown = ({ title, about, href }) => {
    const item = document.createElement("li");
    const link = document.createElement("a");
    const note = document.createElement("span");
    link.href = up + href;
    link.textContent = title;
    note.className = "meta";
    note.textContent = about;
    item.append(link, " ", note);
    return item;
  };

  const search = async () => {
    const query = (asked = field.value);
    const words = folded(query).split(/\s+/).filter(Boolean);
    const all = await load();
    if (query !== asked) return; // somebody has typed on
    const place = ({ head }) => (head.startsWith(words[0]) ? 0 : head.includes(words[0]) ? 1 : 2);
    const found = words.length
      ? all.filter(({ text }) => words.every((word) => text.includes(word)))
      : [];
    found.sort((one, other) => place(one) - place(other));
    list.replaceChildren(...found.slice(0, most).map(shown));
    const rest = found.length - most;
    if (!words.length) number.textContent = "";
    else if (!found.length) number.textContent = none;
    else number.textContent = rest > 0 ? more.replace("{number}", rest) : "";
  };

  box.hidden = false;
  field.addEventListener("focus", load, { once: true });
  field.addEventListener("input", search);
  box.addEventListener("keydown", ({ key }) => {
    if (key !== "Escape") return;
    field.value = "";
    search();
    field.focus();
  });
})();
