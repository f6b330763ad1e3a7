import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { parse } from 'svelte/compiler';
import ts from 'typescript';
import { describe, expect, it } from 'vitest';

const root = fileURLToPath(new URL('../../../..', import.meta.url));

describe('the words that a person reads', () => {
  it.each(filesIn('renderer', '.svelte'))('%s holds none of its own', (path) => {
    expect(wordsIn(readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });

  it.each(
    [...filesIn('renderer', '.ts'), ...filesIn('electron', '.ts')].filter((path) => !OWN_WORDS.test(path)),
  )('%s holds no sentence', (path) => {
    expect(sentencesIn(readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });

  it.each(filesIn('shared/words', '.ts'))('%s has one kind of apostrophe and quotation mark', (path) => {
    expect(straightMarks(readFileSync(join(root, path), 'utf8'))).toEqual([]);
  });
});

describe('the three rules bite', () => {
  it.each([
    '<p>Saved</p>',
    '<p>{count} selected</p>',
    '<button aria-label="Close"></button>',
    '<Check label="Slow" />',
    '<p>{#if on}on{/if}</p>',
    "<p>{on ? 'On' : NAMES.off}</p>",
    '<p>{`Hello ${name}`}</p>',
  ])('on %s', (component) => {
    expect(wordsIn(component)).toHaveLength(1);
  });

  it.each([
    "say(count === 1 ? 'One account needs you' : other);",
    'say(`${count} accounts need you`);',
    "const line = { wrong: '--port takes a number from 0.' };",
    'say(`Port ${port} is taken; choose another with --port`);',
  ])('on %s', (text) => expect(sentencesIn(text).length).toBeGreaterThan(0));

  it.each([
    "throw new Error('index.html is not here');",
    "const policy = 'trusted-types svelte-trusted-html';",
    "import { a } from './is/not/a/sentence.ts';",
    '// This is a comment.',
    "const name = 'Application Support';",
  ])('not on %s', (text) => expect(sentencesIn(text)).toEqual([]));

  it.each(["const a = 'can’t';", 'const a = `“${b}”`;', "// it can't\nconst a = 'b';"])('not on %s', (text) =>
    expect(straightMarks(text)).toEqual([]),
  );

  it.each([
    `const a = "can't";`,
    "const a = `can't ${b} go`;",
    "const a = `${b}'s`;",
    `const a = 'say "no"';`,
  ])('on %s', (text) => expect(straightMarks(text)).toHaveLength(1));
});

/** The practice SalesBinder speaks for SalesBinder; phone.ts lists countries as people type them. */
const OWN_WORDS = /^electron\/(?:practice\/|duplicates\/phone\.ts$)/;

/** Words that a sentence can hardly do without, and a name, a header or a list of codes can. */
const IN_SENTENCES =
  /\b(?:is|are|can(?:’t|'t|not)?|may|needs?|takes?|you|your|it|its|this|not|no|with|from|at)\b/i;

/** Literal texts of code that read like a part of a sentence. What is thrown is a bug's, and read by nobody else. */
function sentencesIn(code: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isThrowStatement(node) || ts.isNewExpression(node)) return;
    const isText =
      ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node);
    if (isText && /\p{L}+ \p{L}+ \p{L}+/u.test(node.text) && IN_SENTENCES.test(node.text))
      found.push(node.text);
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('code.ts', code, ts.ScriptTarget.Latest));
  return found;
}

/** Attributes whose text is read by people or read out to them. */
const READ = new Set(['aria-label', 'alt', 'label', 'placeholder', 'title', 'hint', 'what']);

/** Where a part of a component's markup has further parts. */
const WITHIN = 'nodes fragment attributes consequent alternate body fallback pending then catch'.split(' ');

interface Part {
  readonly type: string;
  readonly [key: string]: unknown;
}

/** Literal text in a component's markup. A single letter, a sign or a number is no word. */
function wordsIn(component: string): readonly string[] {
  return textsOf(parse(component, { modern: true }).fragment).filter((text) => /\p{L}{2}/u.test(text));
}

function textsOf(part: unknown): readonly string[] {
  if (Array.isArray(part)) return part.flatMap(textsOf);
  if (!isPart(part)) return [];
  if (part.type === 'Text') return [String(part['data'])];
  if (part.type === 'ExpressionTag') return valuesOf(part['expression']);
  if (part.type === 'Attribute') return READ.has(String(part['name'])) ? textsOf(part['value']) : [];
  return WITHIN.flatMap((key) => textsOf(part[key]));
}

/** The texts that an expression may come to. */
function valuesOf(part: unknown): readonly string[] {
  if (!isPart(part)) return [];
  const both = (...keys: readonly string[]) => keys.flatMap((key) => valuesOf(part[key]));
  switch (part.type) {
    case 'Literal':
      return typeof part['value'] === 'string' ? [part['value']] : [];
    case 'TemplateLiteral':
      return (part['quasis'] as readonly { readonly value: { readonly raw: string } }[]).map(
        (quasi) => quasi.value.raw,
      );
    case 'ConditionalExpression':
      return both('consequent', 'alternate');
    case 'LogicalExpression':
    case 'BinaryExpression':
      return both('left', 'right');
    default:
      return [];
  }
}

function isPart(part: unknown): part is Part {
  return typeof part === 'object' && part !== null && 'type' in part;
}

/** Straight apostrophes between letters, and straight quotation marks, in what the code says (not in its comments). */
function straightMarks(text: string): readonly string[] {
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isStringLiteralLike(node) || ts.isTemplateHead(node) || ts.isTemplateMiddleOrTemplateTail(node)) {
      if (/\p{L}'|'\p{L}|"/u.test(node.text)) found.push(node.text);
    }
    ts.forEachChild(node, visit);
  };
  visit(ts.createSourceFile('words.ts', text, ts.ScriptTarget.Latest));
  return found;
}

function filesIn(folder: string, ending: string): readonly string[] {
  return readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
    .filter((path) => path.endsWith(ending))
    .map((path) => `${folder}/${path.replaceAll('\\', '/')}`);
}
