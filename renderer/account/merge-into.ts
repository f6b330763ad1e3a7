import type { Api, Output } from '../../shared/contract/contract.ts';
import type { Result } from '../../shared/problem.ts';
import type { AccountForm } from './account-form.svelte.ts';

/** What was typed into the form becomes an edit of `into`, once it is safe itself; null where it could not be made safe. */
export async function mergedInto(
  api: Api,
  form: AccountForm,
  into: string,
): Promise<Result<Output<'mergeInto'>> | null> {
  const safe = form.isNew ? await kept(form) : await savedOrSame(form);
  return safe ? api.mergeInto({ localId: form.localId, into }) : null;
}

async function kept(form: AccountForm): Promise<boolean> {
  await form.keep();
  return form.draft === 'kept';
}

async function savedOrSame(form: AccountForm): Promise<boolean> {
  const outcome = await form.save();
  return outcome.is === 'saved' || outcome.is === 'nothing-new';
}
