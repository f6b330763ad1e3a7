import { PARTS } from './parts.ts';
import { STATES } from './states.ts';
import { THEMES, WIDTHS } from './sizes.ts';

/** The gallery's own page: every state by a link, in a frame as wide as it is asked to be. */
const states = byId('states', HTMLUListElement);
const frame = byId('state', HTMLIFrameElement);
const width = byId('width', HTMLSelectElement);
const theme = byId('theme', HTMLSelectElement);

for (const name of [...Object.keys(STATES), ...Object.keys(PARTS)]) {
  const link = document.createElement('a');
  link.href = `#/${name}`;
  link.textContent = name.replaceAll('-', ' ');
  const item = document.createElement('li');
  item.append(link);
  states.append(item);
}
width.append(...['whole', ...WIDTHS.map(String)].map((text) => new Option(text)));
theme.append(...['system', ...THEMES].map((text) => new Option(text)));
width.addEventListener('change', dress);
theme.addEventListener('change', dress);
frame.addEventListener('load', dress);
addEventListener('hashchange', show);
show();

function show(): void {
  const hash = location.hash || '#/day-at-the-booth';
  frame.src = `./state.html${hash}`;
  for (const link of states.querySelectorAll('a')) {
    if (link.hash === hash) link.setAttribute('aria-current', 'page');
    else link.removeAttribute('aria-current');
  }
  dress();
}

function dress(): void {
  frame.style.width = width.value === 'whole' ? '100%' : `${width.value}px`;
  const root = frame.contentDocument?.documentElement;
  root?.style.setProperty('color-scheme', theme.value === 'system' ? 'light dark' : theme.value);
}

function byId<T extends HTMLElement>(id: string, kind: new () => T): T {
  const element = document.getElementById(id);
  if (!(element instanceof kind)) throw new Error(`The gallery has no ${kind.name} #${id}`);
  return element;
}
