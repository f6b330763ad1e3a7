import type { App, AppOptions } from '../../electron/app/app-port.ts';
import { INPUTS } from '../../shared/contract/contract.ts';
import type { CallName, Handlers, HostEvent } from '../../shared/contract/contract.ts';
import { ok } from '../../shared/problem.ts';
import type { Problem, Result } from '../../shared/problem.ts';

/**
 * An app for tests of the two shells: remembers what it was asked and answers with the call's own name and input,
 * so that a test sees what really came through.
 */
export class FakeApp implements App {
  readonly asked: { readonly name: CallName; readonly input: unknown }[] = [];
  readonly hints: string[] = [];
  readonly listeners = new Set<(event: HostEvent) => void>();
  /** The options of each start, oldest first. */
  readonly starts: AppOptions[] = [];
  closed = false;
  workspace: string | null = null;
  /** Set to make the next start fail. */
  refusesToStart: Problem | null = null;
  /** Set to make each call answer so. */
  answer: (name: CallName, input: unknown) => Promise<Result<unknown>> = (name, input) =>
    Promise.resolve(ok({ name, input }));

  readonly handlers: Handlers = Object.fromEntries(
    Object.keys(INPUTS).map((name) => [
      name,
      (input: unknown) => {
        this.asked.push({ name: name as CallName, input });
        return this.answer(name as CallName, input);
      },
    ]),
  ) as unknown as Handlers;

  readonly start = (options: AppOptions): Promise<Result<App>> => {
    this.starts.push(options);
    return Promise.resolve(
      this.refusesToStart === null ? ok<App>(this) : { ok: false, problem: this.refusesToStart },
    );
  };

  subscribe(listener: (event: HostEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  emit(event: HostEvent): void {
    for (const listener of this.listeners) listener(event);
  }

  hint(what: string): void {
    this.hints.push(what);
  }

  close(): Promise<boolean> {
    this.closed = true;
    return Promise.resolve(true);
  }
}
