import type { OutboxRecord } from '../../../shared/outbox/record.ts';
import type { UnderWay } from '../../../shared/sync/queue.ts';
import { ANSWER_IS_SLOW_AFTER } from '../../../shared/sync/waits.ts';
import type { Clock } from '../../clock.ts';
import type { Gateway } from '../../salesbinder/gateway.ts';
import type { Connection } from '../connection.ts';
import type { Gatekeeper, LinkControl, SyncContext } from '../context.ts';

/** The key that was refused is no longer in use: it goes again with the new one, and says nothing of that. */
const KEY_REPLACED = { what: 'unreachable', detail: 'key-replaced' } as const;

interface Lane {
  readonly localId: string;
  readonly startedAt: number;
  /** Requests that it may still make. */
  needs: number;
}

/**
 * Records that are being sent, each in a lane of its own: while one is not answered, others go on. Each attempt stands
 * on the disk before it leaves, and requests leave one after the other, within the limits, in the order in which the
 * lanes were started.
 */
export class Lanes {
  readonly #clock: Clock;
  readonly #connection: Connection;
  readonly #onChange: () => void;
  readonly #lanes = new Map<string, Lane>();
  readonly #ends = new Set<Promise<void>>();

  /** @param onChange called when a lane is free again, or needs one request less */
  constructor(clock: Clock, connection: Connection, onChange: () => void) {
    this.#clock = clock;
    this.#connection = connection;
    this.#onChange = onChange;
  }

  get underWay(): UnderWay {
    return new Map(
      [...this.#lanes].map(([localId, lane]) => [localId, this.#isSlow(lane) ? 'slow' : 'fresh']),
    );
  }

  /** How many requests they may still make. */
  get needs(): number {
    return [...this.#lanes.values()].reduce((sum, { needs }) => sum + needs, 0);
  }

  has(localId: string): boolean {
    return this.#lanes.has(localId);
  }

  get empty(): boolean {
    return this.#lanes.size === 0;
  }

  /** Ms until one more of them counts as slow; infinite when none will. */
  slowIn(): number {
    const left = [...this.#lanes.values()]
      .filter((lane) => !this.#isSlow(lane))
      .map(({ startedAt }) => startedAt + ANSWER_IS_SLOW_AFTER - this.#clock.mono());
    return Math.min(...left, Number.POSITIVE_INFINITY);
  }

  /** Sends one record beside the others. */
  start(context: SyncContext, record: OutboxRecord, send: (context: SyncContext) => Promise<void>): void {
    const { localId, remoteId } = record;
    const lane: Lane = { localId, startedAt: this.#clock.mono(), needs: remoteId === null ? 1 : 2 };
    this.#lanes.set(localId, lane);
    const end = send(this.#contextFor(context, lane)).finally(() => {
      this.#lanes.delete(localId);
      this.#ends.delete(end);
      this.#onChange();
    });
    this.#ends.add(end);
  }

  /** Once all have ended. */
  async ended(): Promise<void> {
    await Promise.all(this.#ends);
  }

  #isSlow({ startedAt }: Lane): boolean {
    return this.#clock.mono() - startedAt >= ANSWER_IS_SLOW_AFTER;
  }

  /**
   * The news of one lane may be old: another one may have stopped everything, and a key may have been replaced, since
   * its request left.
   */
  #contextFor(context: SyncContext, lane: Lane): SyncContext {
    const connection = this.#connection;
    let asked: Gateway | null = null;
    const gatekeeper: Gatekeeper = {
      order: context.gatekeeper.order,
      permit: async () => {
        const permit = connection.link.is === 'online' ? await context.gatekeeper.permit() : null;
        if (permit === null) return null;
        if (connection.link.is !== 'online') {
          permit.release();
          return null;
        }
        lane.needs = Math.max(lane.needs - 1, 0);
        this.#onChange();
        return {
          async ask(request) {
            const answer = await permit.ask((gateway) => {
              asked = gateway;
              return request(gateway);
            });
            const replaced = !answer.ok && answer.problem.what === 'key' && asked !== connection.gateway;
            return replaced ? { ...answer, problem: KEY_REPLACED } : answer;
          },
          release: () => {
            permit.release();
          },
        };
      },
      probe: (type) =>
        connection.link.is === 'online' ? context.gatekeeper.probe(type) : Promise.resolve(null),
      wait: (more) => context.gatekeeper.wait(more),
      instant: () => context.gatekeeper.instant(),
      serverNow: () => context.gatekeeper.serverNow(),
    };
    const link: LinkControl = {
      get heldTypes() {
        return connection.heldTypes;
      },
      hold(problem) {
        if (problem === KEY_REPLACED) return;
        // A probe's 401, too, may come after the key was replaced.
        if (problem.what === 'key' && asked !== connection.gateway) return;
        const told = connection.link.is === 'held' && problem.what !== 'key' && problem.what !== 'storage';
        if (!told) connection.hold(problem);
      },
      coolDown: (retryAfter) => connection.coolDown(retryAfter),
      holdType: (type) => connection.holdType(type),
      failed: (one) => connection.failed(one),
      served: (type) => connection.served(type),
    };
    return { ...context, gatekeeper, link };
  }
}
