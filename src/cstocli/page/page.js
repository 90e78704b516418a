// @ts-check
// What a page can do beyond being read: open evidence, filter, go back to a day, leave a teller out.
// The whole page stands without it. Where it is asks the address: #ID?as-of=DAY&without=TELLER&kind=KIND.
(() => {
  "use strict";

  /** @typedef {[number[], number[]]} Item days and states by turns; tellers and states by turns */
  /** @typedef {{days: string[], tellers: string[], texts: string[], states: number[][], items: Object<string, Item>, options: string}} Data */
  /** @typedef {{html: string | null, status: string | null, support: string | null, hidden: boolean}} Kept */

  const $ = (/** @type {string} */ id) => document.getElementById(id);
  const all = (/** @type {string} */ selector, /** @type {ParentNode} */ within = document) => [...within.querySelectorAll(selector)];
  const control = (/** @type {string} */ id) => /** @type {HTMLInputElement | HTMLSelectElement | null} */ ($(id));
  /** @type {Data} */
  const data = JSON.parse($("data")?.textContent ?? "{}");
  const panel = /** @type {HTMLDialogElement} */ ($("panel"));
  const FILTERS = ["text", "owner", "place", "kind", "status"];
  const ABSENT = -1;

  // ---- The address ----

  /** The id and the state that stand in the address. */
  function address() {
    const [id, query = ""] = location.hash.slice(1).split("?");
    try {
      return { id: decodeURIComponent(id), state: new URLSearchParams(query) };
    } catch {
      return { id, state: new URLSearchParams(query) };
    }
  }

  /** What the controls are set to, as it stands in the address. */
  function chosen() {
    const state = new URLSearchParams();
    const day = Number(control("day")?.value ?? data.days.length);
    if (day < data.days.length) state.set("as-of", data.days[day]);
    else if (control("teller")?.value) state.set("without", control("teller")?.value ?? "");
    for (const name of FILTERS) if (control(name)?.value) state.set(name, control(name)?.value ?? "");
    return state.toString();
  }

  /** The address of an id in the present state. */
  function hash(/** @type {string} */ id) {
    const state = chosen();
    return `#${id}${state ? `?${state}` : ""}`;
  }

  // ---- Views: an earlier day, or without a teller ----

  /** @type {Map<Element, Kept>} */
  const kept = new Map();
  const words = (/** @type {number} */ number) => data.texts[number];
  const silence = (/** @type {string} */ status) => (status === "not-applicable" ? "does not apply" : "not stated");
  const isValue = (/** @type {Element} */ element) => element.matches("a[data-s]");
  const textOf = (/** @type {Element} */ element) => (isValue(element) || element.matches("b") ? element : element.querySelector(element.matches("tbody") ? "a.t" : ":scope > .t"));

  /** The last state up to `at`, of places and states by turns; `other` where there is none. */
  function last(/** @type {number[]} */ turns, /** @type {number} */ at, /** @type {number | undefined} */ other) {
    let found = other;
    for (let n = 0; n < turns.length && turns[n] <= at; n += 2) found = turns[n + 1];
    return found;
  }

  /** The state of an item in the chosen view; undefined for what the page was made with. */
  function stateOf(/** @type {Item} */ [days, tellers], /** @type {number} */ day, /** @type {number} */ teller) {
    if (day < data.days.length) return last(days, day, ABSENT);
    for (let n = 0; n < tellers.length; n += 2) if (tellers[n] === teller) return tellers[n + 1];
    return undefined;
  }

  /** Show an item as it is in a view. */
  function put(/** @type {Element} */ element, /** @type {number | undefined} */ number) {
    const text = textOf(element), support = element.querySelector(".u");
    const before = kept.get(element) ?? { html: text?.innerHTML ?? null, status: element.getAttribute("data-s"), support: support?.innerHTML ?? null, hidden: element.hasAttribute("hidden") };
    kept.set(element, before);
    if (number === undefined) {
      if (text && before.html !== null) text.innerHTML = before.html;
      if (support && before.support !== null) support.innerHTML = before.support;
      if (isValue(element)) element.setAttribute("data-s", before.status ?? "");
      element.toggleAttribute("hidden", before.hidden);
      return;
    }
    element.toggleAttribute("hidden", number === ABSENT);
    if (number === ABSENT) return;
    const state = data.states[number];
    if (isValue(element)) {
      element.setAttribute("data-s", words(state[1]));
      element.textContent = words(state[0]) || silence(words(state[1]));
      return;
    }
    if (text && state.length) text.textContent = words(state[0]);
    if (support) support.textContent = words(state[1]);
  }

  let seen = "";
  /** The chosen day, as many as there are for all of them, and the teller left out, -1 for none. */
  const view = () => ({ day: Number(control("day")?.value ?? data.days.length), teller: data.tellers.indexOf(control("teller")?.value ?? "") });

  function show() {
    const { day, teller } = view();
    const output = $("day-words");
    if (output) output.textContent = day < data.days.length ? data.days[day] : "all days";
    $("controls")?.classList.toggle("view", day < data.days.length || teller >= 0);
    if (seen === `${day} ${teller}` || (!seen && day >= data.days.length && teller < 0)) return;
    seen = `${day} ${teller}`;
    for (const id in data.items) {
      const element = $(id);
      if (element) put(element, stateOf(data.items[id], day, teller));
    }
  }

  // ---- Filters ----

  function matches(/** @type {HTMLElement} */ fact) {
    const is = (/** @type {string} */ name) => control(name)?.value ?? "";
    const found = is("text").toLowerCase().split(/\s+/).filter(Boolean);
    return (
      (!is("owner") || fact.dataset.o === is("owner")) &&
      (!is("kind") || fact.id.startsWith(`${is("kind")}/`)) &&
      (!is("place") || (fact.dataset.p ?? "").split(" ").includes(is("place"))) &&
      (!is("status") || all(`a[data-s="${is("status")}"]:not([hidden])`, fact).length > 0) &&
      (!found.length || found.every((word) => (fact.textContent ?? "").toLowerCase().includes(word)))
    );
  }

  function filter() {
    const facts = /** @type {HTMLElement[]} */ (all("tbody.fact"));
    const shown = new Set();
    for (const fact of facts) {
      const fits = matches(fact);
      fact.classList.toggle("x", !fits);
      if (fits && !fact.hidden) shown.add(fact.id);
    }
    const known = new Set(facts.map((fact) => fact.id));
    for (const element of all("[data-f]")) {
      const of = (element.getAttribute("data-f") ?? "").split(" ").filter((id) => known.has(id));
      if (!element.closest(".verdicts")) element.classList.toggle("x", of.length > 0 && !of.some((id) => shown.has(id)));
    }
    for (const gap of all(".gap")) gap.classList.toggle("x", gap.classList.contains("x") || !all("span:not([hidden])", gap).length);
    for (const kind of all("details.kind")) {
      const count = all("tbody.fact", kind).filter((fact) => shown.has(fact.id)).length;
      const number = kind.querySelector(".c");
      if (number && all("tbody.fact", kind).length) number.textContent = String(count);
      kind.classList.toggle("x", !count && all("tbody.fact", kind).length > 0);
    }
    const state = $("state");
    // What facts add up to, such as contingents, is no fact of its own; what no view knows is not counted.
    const listed = facts.filter((fact) => fact.closest("#facts") && !fact.hidden);
    const same = control("text")?.value ? "The same, but for the words, in a terminal" : "The same in a terminal";
    if (state) state.textContent = chosen() ? `${listed.filter((fact) => shown.has(fact.id)).length} of ${listed.length} facts are shown. ${same}: csto facts${flags()}` : "";
    draw();
  }

  /** The options of `csto` that show what the controls are set to; text is a search of the page alone. */
  function flags() {
    const state = new URLSearchParams(chosen());
    const owner = control("owner")?.closest("label")?.textContent?.trim().split(" ")[0].toLowerCase() ?? "";
    const known = [["as-of", "as-of"], ["without", "without"], ["owner", owner], ["place", "place"], ["kind", "kind"], ["status", "status"]];
    const given = known.filter(([name]) => state.has(name)).map(([name, option]) => ` --${option} ${quoted(state.get(name) ?? "")}`);
    return data.options + given.join("");
  }

  /** A word of a command line: in quotation marks where a shell would take it for more. */
  const quoted = (/** @type {string} */ word) => (/^[\w@%+=:,./-]+$/.test(word) ? word : `'${word.replaceAll("'", `'"'"'`)}'`);

  // ---- The time line: drawn anew when it is filtered or zoomed, with the numbers of chart.py ----

  const WIDTH = 1180, ROW = 26, LANE = 24, AXIS = 26, LETTER = 6.4, OF_AXIS = 5.5, GAP = 12, TICK = 64;
  const STEPS = [1, 2, 7, 14, 31, 92, 183, 366, 1827, 3653, 18263, 36525];
  const EPOCH = 719163; // the ordinal of 1 January 1970
  let zoom = 1;

  function svg(/** @type {string} */ name, /** @type {Object<string, string | number>} */ attributes, text = "") {
    const element = document.createElementNS("http://www.w3.org/2000/svg", name);
    for (const key in attributes) element.setAttribute(key, String(attributes[key]));
    element.textContent = text;
    return element;
  }

  function axis(/** @type {number} */ first, /** @type {number} */ days, /** @type {number} */ scale, /** @type {number} */ height) {
    const group = svg("g", { class: "axis" });
    const step = STEPS.find((each) => each * scale >= TICK) ?? STEPS[STEPS.length - 1];
    const fits = (/** @type {string} */ text, /** @type {number} */ day) => text.length * OF_AXIS <= Math.min(step, days - day) * scale - 3;
    for (let day = 0; day < days; day += step) {
      const date = new Date((first + day - EPOCH) * 864e5);
      const text = `${date.getUTCDate()} ${date.toLocaleString("en", { month: "short", timeZone: "UTC" })}`;
      const full = `${text} ${date.getUTCFullYear()}`;
      group.append(svg("path", { d: `M${day * scale} 20V${height}` }), svg("text", { x: day * scale + 3, y: 14 }, [full, text].find((each) => fits(each, day)) ?? ""));
    }
    return group;
  }

  /** Put a bar where it belongs; returns where it and its label begin and end. */
  function place(/** @type {Element} */ bar, /** @type {number} */ days, /** @type {number} */ scale) {
    const [start, end, from, to] = (bar.getAttribute("data-d") ?? "").split(" ").map(Number);
    const left = Math.max(start, 0) * scale, right = Math.min(end + 1, days) * scale;
    const text = bar.querySelector("text");
    const wide = (text?.textContent?.length ?? 0) * LETTER;
    const atEnd = left + wide > days * scale && right - wide > 0;
    text?.setAttribute("x", String(atEnd ? right : left));
    text?.setAttribute("text-anchor", atEnd ? "end" : "start");
    const [may, sure] = all("rect", bar);
    may.setAttribute("x", String(left));
    may.setAttribute("width", String(Math.max(right - left, 3)));
    sure?.setAttribute("x", String(Math.max(from, 0) * scale));
    sure?.setAttribute("width", String(Math.max((Math.min(to + 1, days) - Math.max(from, 0)) * scale, 3)));
    return atEnd ? [Math.min(left, right - wide), right] : [left, Math.max(right, left + wide)];
  }

  function draw() {
    const chart = $("chart");
    if (!chart) return;
    const days = Number(chart.dataset.days), scale = (WIDTH * zoom) / days;
    const byKind = /** @type {HTMLInputElement | null} */ ($("by-kind"))?.checked ?? !control("owner");
    const names = new Map(all("#owner option, #kind option").map((option) => [/** @type {HTMLOptionElement} */ (option).value, option.textContent ?? ""]));
    /** @type {Map<string, Element[]>} */
    const lanes = new Map();
    for (const bar of all(".bar:not(.x):not([hidden])", chart)) {
      const fact = bar.getAttribute("data-f") ?? "";
      const lane = byKind ? fact.split("/")[0] : ($(fact)?.dataset.o ?? "");
      lanes.set(lane, [...(lanes.get(lane) ?? []), bar]);
    }
    for (const old of all(".axis, .lane", chart)) old.remove();
    const order = [...names.keys()];
    let y = AXIS;
    for (const [lane, bars] of [...lanes].sort(([a], [b]) => (a ? order.indexOf(a) : 1e9) - (b ? order.indexOf(b) : 1e9))) {
      chart.append(svg("text", { x: 4, y: y + 17, class: "lane" }, lane ? (names.get(lane) ?? lane) : "(nobody's)"));
      /** @type {number[]} */
      const ends = [];
      for (const bar of bars) {
        const [begin, end] = place(bar, days, scale);
        let row = ends.findIndex((taken) => taken + GAP <= begin);
        if (row < 0) row = ends.length;
        ends[row] = end;
        const at = y + LANE + row * ROW;
        bar.querySelector("text")?.setAttribute("y", String(at + 11));
        for (const strip of all("rect", bar)) strip.setAttribute("y", String(at + 15));
      }
      y += LANE + ROW * Math.max(ends.length, 1);
    }
    chart.prepend(axis(Number(chart.dataset.first), days, scale, y));
    const size = [WIDTH * zoom, y + 8];
    chart.setAttribute("width", String(size[0]));
    chart.setAttribute("height", String(size[1]));
    chart.setAttribute("viewBox", `0 0 ${size[0]} ${size[1]}`);
  }

  // ---- Lists of a large base, which are filled when they are opened ----

  async function fill(/** @type {Element} */ packed) {
    const bytes = Uint8Array.from(atob(packed.textContent ?? ""), (letter) => letter.charCodeAt(0));
    const stream = new Blob([bytes]).stream().pipeThrough(new DecompressionStream("gzip"));
    const template = document.createElement("template");
    template.innerHTML = await new Response(stream).text();
    packed.replaceWith(template.content);
  }

  const fillAll = (/** @type {ParentNode} */ within) => Promise.all(all("script.z", within).map(fill));

  /** The element of an id; where lists are still packed, they are filled until it is there. */
  async function find(/** @type {string} */ id) {
    const likely = $(`kind-${id.split("/")[0]}`) ?? (id.startsWith("source/") ? $("sources") : id.startsWith("place/") ? $("map") : $("summary"));
    if (!$(id) && likely) await fillAll(likely);
    if (!$(id)) for (const packed of all("script.z")) if (!$(id)) await fill(packed);
    return $(id);
  }

  // ---- Evidence ----

  function element(/** @type {string} */ name, /** @type {string} */ className, /** @type {(Node | string)[]} */ ...children) {
    const made = document.createElement(name);
    if (className) made.className = className;
    made.append(...children);
    return made;
  }

  const SIDES = [["states", "States it"], ["fits", "Fits it"], ["contradicts", "Contradicts it"], ["set-aside", "Set aside"]];
  const VIEWED = [["on", "Known here"], ["off", "Not known here"]];

  /** Why a claim does not count in the present view; empty where it does. */
  function uncounted(/** @type {Element} */ claim, /** @type {Element | null} */ source) {
    const { day, teller } = view();
    if (day < data.days.length && (source?.getAttribute("data-d") ?? "") > data.days[day]) return `not published by ${data.days[day]}`;
    const chain = (claim.querySelector(".ch")?.textContent ?? claim.querySelector(".by a")?.textContent ?? "").split(" > ");
    const out = data.tellers[teller]?.toLowerCase();
    return out && chain.some((name) => name.replace(/^\[|\]$/g, "").toLowerCase() === out) ? `told by or through ${data.tellers[teller]}` : "";
  }

  /** A claim for the panel: only what it says of the field, and links to the article and its copy. */
  function claimOf(/** @type {Element} */ claim, /** @type {string} */ field, /** @type {Set<Element>} */ sources) {
    const copy = /** @type {HTMLElement} */ (claim.cloneNode(true));
    const source = $((claim.querySelector(".by a")?.getAttribute("href") ?? "").slice(1));
    copy.removeAttribute("id");
    if (field) for (const said of all("b[data-v]", copy)) said.getAttribute("data-v") === field ? said.querySelector("i")?.remove() : said.remove();
    for (const said of all("b[title]", copy)) copy.append(element("p", "r", "Set aside: ", said.getAttribute("title") ?? ""));
    const links = source ? all('a[href^="http"]', source) : [];
    links.forEach((link, number) => {
      const there = /** @type {HTMLAnchorElement} */ (link.cloneNode(false));
      there.textContent = number ? "archived copy" : "article";
      copy.querySelector(".by")?.append(" · ", there);
    });
    if (source) sources.add(source);
    const reason = uncounted(claim, source);
    if (reason) {
      copy.classList.add("off");
      copy.append(element("p", "r", `Does not count here: ${reason}.`));
    }
    return copy;
  }

  /** The claims of a field of a fact, each with how it stands to the value. */
  function claimsOf(/** @type {Element} */ fact, /** @type {string} */ field) {
    const own = all(field ? `.claims b[data-v="${field}"]` : ".claims > li", fact);
    const others = all(`.refs a${field ? `[data-v="${field}"]` : ""}`, fact);
    const found = [...own.map((said) => [said.closest("li"), said.getAttribute("data-s") ?? ""]), ...others.map((link) => [$((link.getAttribute("href") ?? "").slice(1).split("?")[0]), link.getAttribute("data-t")])];
    /** @type {Map<Element, string>} */
    const claims = new Map();
    for (const [claim, standing] of found) if (claim instanceof Element && !claims.has(claim)) claims.set(claim, String(standing));
    return claims;
  }

  /** What the claims come to: the sentence of the page or, in another view, its numbers. */
  function verdictOf(/** @type {Element} */ fact, /** @type {string} */ field, /** @type {string} */ id) {
    const { day, teller } = view();
    const number = (day < data.days.length || teller >= 0) && data.items[id] ? stateOf(data.items[id], day, teller) : undefined;
    if (number === undefined) return all(".verdicts p", fact).filter((p) => !field || p.getAttribute("data-f") === field).map((p) => p.cloneNode(true));
    if (number === ABSENT) return [element("p", "", "Nothing of it is known in this view.")];
    const [, , lines, states, fits, against, aside] = data.states[number];
    return [element("p", "", `Independent lines that state it: ${lines}. Claims: ${states} state it, ${fits} fit it, ${against} contradict it, ${aside} are set aside.`)];
  }

  function copyRow(/** @type {string} */ label, /** @type {string} */ text) {
    const field = document.createElement("input");
    field.readOnly = true;
    field.value = text;
    field.setAttribute("aria-label", label);
    const button = element("button", "", "Copy");
    button.setAttribute("aria-label", `Copy the ${label}`);
    button.addEventListener("click", async () => {
      field.select();
      try {
        await navigator.clipboard.writeText(text);
      } catch {
        document.execCommand("copy");
      }
      button.textContent = "Copied";
    });
    return [element("span", "", label), field, button];
  }

  function citation(/** @type {Iterable<Element>} */ sources) {
    return [...sources].map((source) => {
      const url = source.querySelector('a[href^="http"]')?.getAttribute("href");
      return (source.querySelector("cite")?.textContent ?? "") + (url ? `. ${url}` : "");
    });
  }

  /** Open the evidence of a value (`FACT.FIELD`) or of a whole fact. */
  async function open(/** @type {HTMLElement} */ target) {
    const [name, field = ""] = target.id.split(".");
    const fact = await find(name);
    if (!fact) return;
    if (fact.querySelector(".refs")) await fillAll(document);
    const label = field ? (target.closest("td")?.dataset.l ?? target.previousElementSibling?.previousElementSibling?.textContent ?? target.parentElement?.querySelector("i")?.textContent ?? field) : "";
    const heading = element("h2", "", fact.querySelector("th a")?.textContent ?? name);
    heading.id = "panel-name";
    heading.tabIndex = -1;
    const value = target.cloneNode(true);
    if (value instanceof Element) for (const given of ["id", "href"]) value.removeAttribute(given);
    const parts = [heading, ...(field ? [element("p", "what", element("i", "", label), " ", value)] : []), ...verdictOf(fact, field, target.id)];
    const claims = claimsOf(fact, field);
    /** @type {Set<Element>} */
    const sources = new Set();
    // How claims stand to a value is known for the value that the page was made with, and not for another one.
    const { day, teller } = view();
    const elsewhere = day < data.days.length || teller >= 0;
    const shown = [...claims].map(([claim, standing]) => ({ standing, copy: claimOf(claim, field, sources) }));
    for (const [standing, title] of elsewhere ? VIEWED : field ? SIDES : [["", "Claims"]]) {
      const side = shown.filter((each) => (elsewhere ? each.copy.classList.contains("off") === (standing === "off") : each.standing === standing || !field));
      if (elsewhere) for (const each of side) for (const said of all("b[data-s]", each.copy)) said.removeAttribute("data-s");
      if (side.length) parts.push(element("h3", "", title), element("ol", "claims", ...side.map((each) => each.copy)));
    }
    const copies = element("div", "copy", ...copyRow("link", location.href.split("#")[0] + hash(target.id)), ...copyRow("command", `csto why ${quoted(target.id)}${commandOptions()}`), ...copyRow("citation", `${heading.textContent}${field ? `, ${label.toLowerCase()}: ${target.textContent}` : ""}. ${citation(sources).join("; ")}`));
    parts.push(copies);
    $("evidence")?.replaceChildren(...parts);
    panel.scrollTop = 0;
    if (!panel.open) panel.show();
    heading.focus({ preventScroll: true });
  }

  /** The perspective alone: `csto why` takes no filters. */
  function commandOptions() {
    const state = new URLSearchParams(chosen());
    return data.options + ["as-of", "without"].filter((name) => state.has(name)).map((name) => ` --${name} ${quoted(state.get(name) ?? "")}`).join("");
  }

  function close() {
    const { id } = address();
    panel.close();
    history.replaceState(null, "", hash("") === "#" ? location.href.split("#")[0] : hash(""));
    /** @type {HTMLElement | SVGElement | null | undefined} */ (id ? ($(id)?.matches("a") ? $(id) : $(id)?.querySelector("a")) : null)?.focus({ preventScroll: true });
  }

  // ---- Everything together ----

  /** Set the controls to what stands in the address. */
  function read() {
    const { state } = address();
    const at = data.days.filter((day) => day <= (state.get("as-of") ?? "")).length - 1;
    const day = control("day");
    if (day) day.value = String(state.has("as-of") ? Math.max(at, 0) : data.days.length);
    for (const [name, key] of [["teller", "without"], ...FILTERS.map((each) => [each, each])]) {
      const one = control(name);
      if (one) one.value = state.get(key) ?? "";
      if (one instanceof HTMLSelectElement && one.selectedIndex < 0) one.value = "";
    }
  }

  async function go() {
    read();
    show();
    filter();
    const { id } = address();
    if (!id) return;
    const target = await find(id);
    if (!target) return;
    for (let each = /** @type {Element | null} */ (target); each; each = each.parentElement) if (each instanceof HTMLDetailsElement && each !== target) each.open = true;
    target.scrollIntoView({ block: id.includes("/") ? "center" : "start" });
    if (target.matches("a[data-s], tbody.fact")) await open(target);
    else if (panel.open) panel.close();
  }

  async function changed() {
    if ([...FILTERS].some((name) => control(name)?.value)) await fillAll(document);
    history.replaceState(null, "", hash(panel.open ? address().id : "") || "#");
    show();
    filter();
  }

  $("controls")?.removeAttribute("hidden");
  for (const zooms of all(".zoom")) zooms.removeAttribute("hidden");
  $("controls")?.addEventListener("submit", (event) => event.preventDefault());
  $("controls")?.addEventListener("input", (event) => {
    // A day and a teller are two views: both at once are for the command line.
    if (event.target === $("day") && control("teller")) /** @type {HTMLSelectElement} */ (control("teller")).value = "";
    if (event.target === $("teller") && control("day")) /** @type {HTMLInputElement} */ (control("day")).value = String(data.days.length);
    changed();
  });
  $("reset")?.addEventListener("click", () => {
    for (const name of [...FILTERS, "teller"]) if (control(name)) /** @type {HTMLInputElement} */ (control(name)).value = "";
    if (control("day")) /** @type {HTMLInputElement} */ (control("day")).value = String(data.days.length);
    changed();
  });
  $("zoom-in")?.addEventListener("click", () => { zoom = Math.min(zoom * 1.5, 40); draw(); });
  $("zoom-out")?.addEventListener("click", () => { zoom = Math.max(zoom / 1.5, 0.3); draw(); });
  $("by-kind")?.addEventListener("change", draw);
  $("close")?.addEventListener("click", close);
  document.addEventListener("keydown", (event) => { if (event.key === "Escape" && panel.open) close(); });
  document.addEventListener("toggle", (event) => { if (event.target instanceof HTMLDetailsElement && event.target.open) fillAll(event.target).then((filled) => { if (filled.length) filter(); }); }, true);
  document.addEventListener("click", (event) => {
    const link = event.target instanceof Element ? event.target.closest('a[href^="#"]') : null;
    if (!link || event.ctrlKey || event.metaKey || event.shiftKey) return;
    event.preventDefault();
    const wanted = hash((link.getAttribute("href") ?? "#").slice(1));
    if (location.hash === wanted) go();
    else location.hash = wanted;
  });
  addEventListener("hashchange", go);
  go();
})();
