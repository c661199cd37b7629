// Suggestions while someone types: an editable combobox with a listbox popup, list autocomplete and
// manual selection (WAI-ARIA Authoring Practices). Pages work without it.

const LEAST_LETTERS = 3;
const MOST_OPTIONS = 5;
const PAUSE_MS = 150;

class Suggestions {
  #input;
  #list;
  #said;
  #shown = [];
  #active = -1;
  #timer = 0;
  #request = null;

  constructor(input) {
    this.#input = input;
    this.#list = element("ul", { id: `${input.id}-suggestions`, role: "listbox", hidden: "" });
    this.#list.className = "suggestions";
    this.#list.setAttribute("aria-label", input.dataset.label);
    this.#said = element("p", { role: "status" });
    this.#said.className = "unseen";
    input.after(this.#list, this.#said);
    // A search field may not be a combobox (ARIA in HTML); a text field may.
    input.type = "text";
    set(input, {
      role: "combobox",
      spellcheck: "false",
      autocapitalize: "none",
      "aria-autocomplete": "list",
      "aria-expanded": "false",
      "aria-controls": this.#list.id,
    });
    input.addEventListener("input", (event) => event.isComposing || this.#typed());
    input.addEventListener("compositionend", () => this.#typed());
    input.addEventListener("keydown", (event) => this.#pressed(event));
    input.addEventListener("blur", () => this.#close());
    input.form.addEventListener("submit", () => this.#close());
    this.#list.addEventListener("mousedown", (event) => event.preventDefault()); // keeps the focus
    this.#list.addEventListener("click", (event) => this.#clicked(event));
  }

  get #open() {
    return !this.#list.hidden;
  }

  #typed() {
    this.#forget();
    if (this.#text().length < LEAST_LETTERS) this.#close();
    else this.#timer = setTimeout(() => this.#ask(), PAUSE_MS);
  }

  #text() {
    return this.#input.value.trim();
  }

  #forget() {
    clearTimeout(this.#timer);
    this.#request?.abort();
    this.#request = null;
  }

  async #ask() {
    this.#forget();
    const request = (this.#request = new AbortController());
    // Suggestions are a help; where they cannot be had, the search works all the same.
    const found = await this.#fetched(request.signal).catch(() => null);
    if (request !== this.#request || document.activeElement !== this.#input) return;
    if (found) this.#show(found);
    else this.#close();
  }

  async #fetched(signal) {
    const { suggestions, language } = this.#input.dataset;
    const asked = new URLSearchParams({ q: this.#text(), lang: language });
    const answer = await fetch(`${suggestions}?${asked}`, { signal });
    if (!answer.ok) return null;
    return (await answer.json()).suggestions.slice(0, MOST_OPTIONS);
  }

  #show(found) {
    this.#shown = found.map((suggestion) => suggestion.text);
    this.#list.replaceChildren(...found.map((suggestion, at) => this.#option(suggestion, at)));
    this.#point(-1);
    this.#expand(found.length > 0);
    this.#say(found.length);
  }

  #option({ text, language }, at) {
    const option = element("li", { id: `${this.#list.id}-${at}`, role: "option" });
    option.setAttribute("aria-selected", "false");
    if (language && language !== "other") option.lang = language;
    const typed = this.#text();
    const same = text.toLowerCase().startsWith(typed.toLowerCase()) ? typed.length : 0;
    const rest = element("span", {});
    rest.className = "completed";
    rest.textContent = text.slice(same);
    option.append(text.slice(0, same), rest);
    return option;
  }

  #expand(open) {
    this.#list.hidden = !open;
    this.#input.setAttribute("aria-expanded", String(open));
  }

  #say(count) {
    const { none, one, some } = this.#input.dataset;
    this.#said.textContent = count ? (count === 1 ? one : some.replace("{n}", count)) : none;
  }

  #close() {
    this.#forget();
    this.#point(-1);
    this.#expand(false);
    this.#said.textContent = "";
  }

  #point(at) {
    this.#active = at;
    [...this.#list.children].forEach((option, each) => {
      option.setAttribute("aria-selected", String(each === at));
    });
    const option = this.#list.children[at];
    if (option) this.#input.setAttribute("aria-activedescendant", option.id);
    else this.#input.removeAttribute("aria-activedescendant");
    option?.scrollIntoView({ block: "nearest" });
  }

  #pressed(event) {
    if (event.isComposing || event.ctrlKey || event.metaKey) return;
    const acts = this.#keys[event.altKey ? `Alt+${event.key}` : event.key];
    if (acts?.()) event.preventDefault();
  }

  // Each tells whether the key has been used up.
  #keys = {
    ArrowDown: () => this.#move(1, () => 0),
    ArrowUp: () => this.#move(-1, () => this.#shown.length - 1),
    "Alt+ArrowDown": () => this.#open || this.#reopened(),
    "Alt+ArrowUp": () => this.#dismissed(),
    Escape: () => this.#dismissed() || this.#emptied(),
    Enter: () => this.#open && this.#active >= 0 && this.#choose(this.#active),
    // These move in the text, as a reader expects who has begun to edit it.
    Home: () => this.#point(-1),
    End: () => this.#point(-1),
    ArrowLeft: () => this.#point(-1),
    ArrowRight: () => this.#point(-1),
  };

  #move(step, first) {
    if (!this.#open) return this.#reopened(() => this.#point(first()));
    const next = this.#active < 0 ? first() : this.#active + step;
    this.#point(this.#shown[next] === undefined ? -1 : next); // past an end lies the field
    return true;
  }

  #reopened(then) {
    if (this.#text().length < LEAST_LETTERS) return false;
    this.#ask().then(() => this.#open && then?.());
    return true;
  }

  #dismissed() {
    const wasOpen = this.#open;
    this.#close();
    return wasOpen;
  }

  #emptied() {
    this.#input.value = "";
    return true;
  }

  #clicked(event) {
    const option = event.target.closest("[role=option]");
    if (option) this.#choose([...this.#list.children].indexOf(option));
  }

  #choose(at) {
    this.#input.value = this.#shown[at];
    this.#close();
    this.#input.form.requestSubmit();
    return true;
  }
}

function element(name, attributes) {
  return set(document.createElement(name), attributes);
}

function set(node, attributes) {
  for (const [name, value] of Object.entries(attributes)) node.setAttribute(name, value);
  return node;
}

for (const input of document.querySelectorAll("input[data-suggestions]")) new Suggestions(input);
