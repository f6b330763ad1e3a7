import { createRawSnippet, mount, unmount } from 'svelte';
import type { Component } from 'svelte';
import Brand from '../../../renderer/parts/Brand.svelte';
import Button from '../../../renderer/parts/Button.svelte';
import Check from '../../../renderer/parts/Check.svelte';
import Combobox from '../../../renderer/parts/Combobox.svelte';
import Dialog from '../../../renderer/parts/Dialog.svelte';
import FieldMessage from '../../../renderer/parts/FieldMessage.svelte';
import StatusMark from '../../../renderer/parts/StatusMark.svelte';
import TextField from '../../../renderer/parts/TextField.svelte';
import { NEEDS, NOW, STATUSES } from './samples.ts';

/** Shows a part in all its looks. @returns how to take it away */
type Part = (target: HTMLElement) => () => Promise<void>;

const ignored = (): void => undefined;
const says = (text: string) => createRawSnippet(() => ({ render: () => `<span>${text}</span>` }));

/** The window's parts by the name of their file; a test asks for one of each. */
export const PARTS: Readonly<Record<string, Part>> = {
  'part-Brand': showing(Brand, [{}, { size: 48 }]),
  'part-Button': showing(
    Button,
    (['primary', 'plain', 'quiet'] as const).flatMap((look) => [
      { look, children: says('Save') },
      { look, disabled: true, children: says('Save') },
    ]),
  ),
  'part-Check': showing(
    Check,
    [true, false].flatMap((checked) => [
      { label: 'A checkbox', checked, onchange: ignored },
      {
        label: 'A switch',
        kind: 'switch' as const,
        hint: 'A switch acts at once.',
        checked,
        onchange: ignored,
      },
      { label: 'Not now', checked, disabled: true, onchange: ignored },
    ]),
  ),
  'part-Combobox': showing(Combobox, [
    { id: 'empty', label: 'Country', value: '', oninput: ignored, suggest: () => ['Canada'] },
    {
      id: 'wrong',
      label: 'Country',
      value: 'Atlantis',
      error: 'This is too long.',
      oninput: ignored,
      suggest: () => [],
    },
  ]),
  'part-Dialog': showing(Dialog, [{ title: 'A dialog', onclose: ignored, children: says('Its text.') }]),
  'part-FieldMessage': showing(FieldMessage, [
    { id: 'error', error: 'Enter the business name.' },
    { id: 'warning', warning: 'This does not look like an e-mail address.' },
    { id: 'hint', hint: 'Stays on this computer.' },
    {
      id: 'offer',
      warning: 'There is more here than an e-mail address.',
      offer: { label: 'Use “sales@acme.example”', onaccept: ignored },
    },
    {
      id: 'put-back',
      hint: 'Spaces and characters that can’t be seen were left out.',
      offer: { label: 'Put back', onaccept: ignored },
    },
  ]),
  'part-StatusMark': showing(
    StatusMark,
    [
      ...Object.values(STATUSES).flat(),
      ...Object.values(NEEDS).map((why) => ({ is: 'needs-you' as const, why })),
    ].map((status) => ({ status, now: NOW })),
  ),
  'part-TextField': showing(TextField, [
    { label: 'Plain', value: '', oninput: ignored },
    { label: 'Needed', value: '', needed: true, oninput: ignored },
    { label: 'With a suffix', value: 'acme', suffix: '.salesbinder.com', oninput: ignored },
    { label: 'With a hint', value: '', hint: 'In SalesBinder: Profile.', oninput: ignored },
    { label: 'With a warning', value: 'a@b', warning: 'This looks incomplete.', oninput: ignored },
    { label: 'With an error', value: '', error: 'Enter it.', oninput: ignored },
    { label: 'With a line break', value: 'Suite 100\n1234 West 4th Ave', oninput: ignored },
    { label: 'From the right', value: 'حلويات (دمشق)، ش.م.م.', oninput: ignored },
    { label: 'Read only', value: 'Canada', readonly: true, oninput: ignored },
  ]),
};

function showing<Props extends object>(part: Component<Props>, looks: readonly NoInfer<Props>[]): Part {
  return (target) => {
    target.style.display = 'grid';
    target.style.gap = '12px';
    const shown = looks.map((props) => mount(part, { target, props }));
    return async () => {
      await Promise.all(shown.map((one) => unmount(one)));
    };
  };
}
