// A compressed style sheet, mirrored: what was on the left is on the right. Declarations only; selectors stay as they are.
const SIDES = { left: "right", right: "left", Left: "Right", Right: "Left" };
const swap = (text) => text.replace(/\b(left|right)\b/g, (side) => SIDES[side]);

// The parts of a value, with what stands in brackets kept together.
const parts = (value) => value.match(/(?:[^\s()]+|\((?:[^()]|\([^()]*\))*\))+/g) ?? [];

const FOUR_SIDES = new Set(["margin", "padding", "border-width", "border-style", "border-color", "inset"]);

function corners(value) {
  const [across, down] = value.split("/");
  const turned = (text) => {
    const [a, b = a, c = a, d = b] = parts(text);
    const made = [b, a, d, c];
    return new Set(made).size === 1 ? made[0] : made.join(" ");
  };
  return down === undefined ? turned(across) : `${turned(across)}/${turned(down)}`;
}

function declaration(name, value) {
  const [, bare, important] = /^(.*?)(\s*!important)?$/s.exec(value);
  const to = (changed) => [name, changed + (important ?? "")];
  if (/url\(/.test(value)) return [swap(name), value];
  if (/-radius$/.test(name) && name !== "border-radius") {
    return [name.replace(/left|right/, (side) => SIDES[side]), value];
  }
  if (name === "border-radius") return to(corners(bare));
  if (FOUR_SIDES.has(name)) {
    const four = parts(bare);
    return to(four.length === 4 ? [four[0], four[3], four[2], four[1]].join(" ") : bare);
  }
  if (/(^|-)(left|right)(-|$)/.test(name)) return [swap(name), swap(value)];
  if (/^(text-align|float|clear|background(-image|-position)?|transform-origin)$/.test(name)) {
    return to(swap(bare).replace(/linear-gradient\(90deg/g, "linear-gradient(-90deg"));
  }
  if (name === "transform") {
    const turned = bare
      .replace(/(rotate\()(-?)([\d.]+deg\))/g, (_all, open, minus, rest) => open + (minus ? "" : "-") + rest)
      .replace(/(translateX\(|translate\()(-?)([\d.]+[a-z%]*)/g, (_all, open, minus, rest) => open + (minus ? "" : "-") + rest);
    return to(turned);
  }
  // Arrows that point on: their points on the left and right change places.
  if (name === "clip-path") return to(bare.replace(/(\d+)%? (?=\d+%?[,)])/g, (_all, x) => `${100 - Number(x)}% `));
  return [name, value];
}

export function mirror(css) {
  return css.replace(/([{;])([a-z-]+):((?:[^;{}"']|"[^"]*"|'[^']*')*)(?=[;}])/g, (_all, before, name, value) => {
    const [turned, given] = declaration(name, value);
    return `${before}${turned}:${given}`;
  });
}
