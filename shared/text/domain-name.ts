/** Host names as people read them: "xn--mller-kva.example" is "müller.example". RFC 3492 (Punycode), RFC 5890. */

/** In lower case, without the root's dot; a label that is no valid Punycode stays as it is. */
export function readableHost(host: string): string {
  const lower = host
    .toLowerCase()
    .replace(/[。．｡]/g, '.')
    .replace(/\.$/, '');
  if (!lower.includes('xn--')) return lower;
  return lower
    .split('.')
    .map((label) => (label.startsWith('xn--') ? (decoded(label.slice(4)) ?? label) : label))
    .join('.');
}

const [BASE, FIRST, LAST, SKEW, DAMP] = [36, 1, 26, 38, 700];

function decoded(label: string): string | null {
  const cut = label.lastIndexOf('-');
  const output = cut > 0 ? [...label.slice(0, cut)].map((letter) => letter.charCodeAt(0)) : [];
  let [code, index, bias] = [128, 0, 72];
  for (let at = cut > 0 ? cut + 1 : 0; at < label.length;) {
    const before = index;
    for (let weight = 1, k = BASE; ; k += BASE) {
      const digit = digitOf(label.charCodeAt(at));
      at += 1;
      if (digit === null) return null;
      index += digit * weight;
      const threshold = Math.min(Math.max(k - bias, FIRST), LAST);
      if (digit < threshold) break;
      weight *= BASE - threshold;
      if (index > 0x7fffffff || weight > 0x7fffffff) return null;
    }
    bias = adapted(index - before, output.length + 1, before === 0);
    code += Math.floor(index / (output.length + 1));
    index %= output.length + 1;
    if (code > 0x10ffff) return null;
    output.splice(index, 0, code);
    index += 1;
  }
  return String.fromCodePoint(...output);
}

function digitOf(code: number): number | null {
  if (code >= 0x61 && code <= 0x7a) return code - 0x61;
  return code >= 0x30 && code <= 0x39 ? code - 0x30 + 26 : null;
}

function adapted(delta: number, length: number, first: boolean): number {
  let left = Math.floor(delta / (first ? DAMP : 2));
  left += Math.floor(left / length);
  let k = 0;
  for (; left > ((BASE - FIRST) * LAST) / 2; k += BASE) left = Math.floor(left / (BASE - FIRST));
  return k + Math.floor(((BASE - FIRST + 1) * left) / (left + SKEW));
}
