// The files of one composer: chosen, dropped or pasted, shown as chips one can take away again.

export class Files {
  constructor(composer) {
    this.input = composer.querySelector("input[type=file]");
    this.list = composer.querySelector(".composer-files");
    if (!this.input) return;
    this.held = new DataTransfer();
    this.remove_word = composer.dataset.wordRemove ?? "";
    this.input.addEventListener("change", () => this.add(this.input.files, true));
    this.list?.addEventListener("click", (event) => this.drop(event.target.closest("[data-index]")));
    composer.addEventListener("paste", (event) => this.pasted(event), true);
    composer.addEventListener("dragover", (event) => { event.preventDefault(); composer.toggleAttribute("data-dragging", true); });
    for (const end of ["dragleave", "drop"]) composer.addEventListener(end, () => composer.removeAttribute("data-dragging"));
    composer.addEventListener("drop", (event) => this.dropped(event));
  }

  pasted(event) {
    const files = [...(event.clipboardData?.files ?? [])];
    const hasWords = event.clipboardData?.types.includes("text/html");
    if (!files.length || hasWords) return;
    event.preventDefault();
    event.stopPropagation();
    const editor = event.target.closest("opora-editor");
    const pictures = files.filter((file) => editor?.squire && /^image\/(png|jpeg|gif|webp)$/.test(file.type));
    for (const picture of pictures) inline(editor, picture);
    this.add(files.filter((file) => !pictures.includes(file)));
  }

  dropped(event) {
    if (!event.dataTransfer.files.length) return;
    event.preventDefault();
    this.add(event.dataTransfer.files);
  }

  add(files) {
    for (const file of files) this.held.items.add(file);
    this.draw();
  }

  drop(chip) {
    if (!chip) return;
    this.held.items.remove(Number(chip.dataset.index));
    this.draw();
  }

  draw() {
    this.input.files = this.held.files;
    this.list?.replaceChildren(...[...this.held.files].map((file, index) => this.chip(file, index)));
  }

  chip(file, index) {
    const chip = Object.assign(document.createElement("span"), { className: "attachment" });
    const name = Object.assign(document.createElement("span"), { className: "clip", textContent: file.name });
    const size = Object.assign(document.createElement("span"), { className: "attachment-size", textContent: `${Math.ceil(file.size / 1024)} KB` });
    const away = Object.assign(document.createElement("button"), { type: "button", textContent: "×" });
    away.dataset.index = index;
    away.setAttribute("aria-label", `${this.remove_word} ${file.name}`);
    chip.append(name, size, away);
    return chip;
  }
}

function inline(editor, picture) {
  const reader = new FileReader();
  reader.onload = () => editor.squire.insertImage(reader.result, { alt: picture.name });
  reader.readAsDataURL(picture);
}
