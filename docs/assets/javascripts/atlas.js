// Moving figures, boxes that scroll, the remembered language. Works again after each instant visit.
(() => {
  const WORDS = {
    ko: { play: "움직여 보기", pause: "멈추기", back: "앞 장면", next: "다음 장면", frame: "장면", table: "옆으로 넘겨 보는 표" },
    en: { play: "Play", pause: "Pause", back: "Step back", next: "Step forward", frame: "Frame", table: "Table that scrolls sideways" },
  };
  const ICONS = { play: "M3 1l10 7-10 7z", pause: "M3 1h4v14H3zM9 1h4v14H9z", back: "M12 1v14L4 8zM2 1h2v14H2z", next: "M4 1v14l8-7zM12 1h2v14h-2z" };
  const SECOND = 1000;
  const icon = (name) => `<svg viewBox="0 0 16 16" aria-hidden="true"><path d="${ICONS[name]}"/></svg>`;

  function button(name, label, visible) {
    const made = document.createElement("button");
    made.type = "button";
    made.innerHTML = icon(name) + (visible ? `<span>${label}</span>` : "");
    made.setAttribute("aria-label", label);
    return made;
  }

  function player(box) {
    const words = WORDS[document.documentElement.lang] || WORDS.en;
    const count = Number(box.dataset.frames);
    const images = [...box.querySelectorAll("img")];
    const moving = images.map((image) => image.getAttribute("src").replace(/\.(light|dark)\.svg$/, ".moving.$1.svg"));
    const bar = document.createElement("span");
    const [back, play, next] = [button("back", words.back), button("play", words.play, true), button("next", words.next)];
    const range = Object.assign(document.createElement("input"), { type: "range", min: 1, max: count, value: 1 });
    const output = document.createElement("output");
    let timer = 0;
    bar.className = "player__bar";
    range.setAttribute("aria-label", words.frame);

    function show(frame) {
      range.value = frame;
      output.textContent = `${range.value} / ${count}`;
      range.setAttribute("aria-valuetext", output.textContent);
      images.forEach((image, i) => { image.src = `${moving[i]}#f${range.value}`; });
      box.dataset.frame = range.value;
    }
    function stop() {
      clearInterval(timer);
      timer = 0;
      play.innerHTML = `${icon("play")}<span>${words.play}</span>`;
      play.setAttribute("aria-label", words.play);
    }
    function start() {
      play.innerHTML = `${icon("pause")}<span>${words.pause}</span>`;
      play.setAttribute("aria-label", words.pause);
      show(Number(range.value) < count && box.dataset.frame ? Number(range.value) + 1 : 1);
      timer = setInterval(() => {
        if (!box.isConnected || Number(range.value) === count) stop();
        else show(Number(range.value) + 1);
      }, SECOND);
    }
    const step = (by) => { stop(); show(Number(range.value) + by); };
    play.addEventListener("click", () => (timer ? stop() : start()));
    back.addEventListener("click", () => step(-1));
    next.addEventListener("click", () => step(1));
    range.addEventListener("input", () => step(0));
    output.textContent = `– / ${count}`; // the still need not be the first frame
    bar.append(back, play, next, range, output);
    box.querySelector(".player__link").replaceWith(bar);
  }

  // A box that scrolls must be reachable by keyboard, and say what it is.
  function boxes() {
    const words = WORDS[document.documentElement.lang] || WORDS.en;
    for (const box of document.querySelectorAll(".md-typeset__scrollwrap, .md-typeset pre > code, math[display=block]")) {
      if (box.scrollWidth <= box.clientWidth) continue;
      box.tabIndex = 0;
      if (box.matches("div")) {
        box.setAttribute("role", "group");
        box.setAttribute("aria-label", words.table);
      }
    }
  }

  // The theme makes a landmark of every copy button; a hundred nameless landmarks help nobody.
  function quieten() {
    document.querySelectorAll(".md-code__nav").forEach((nav) => nav.setAttribute("role", "none"));
  }

  function remember() {
    try { localStorage.setItem("atlas-language", document.documentElement.lang); } catch { /* private window */ }
  }

  document$.subscribe(() => {
    document.querySelectorAll(".player:not(:has(.player__bar))").forEach(player);
    requestAnimationFrame(() => { boxes(); quieten(); });
    remember();
  });
  addEventListener("resize", boxes);
})();
