import { afterEach, beforeEach, expect } from 'vitest';
import type { Answer, Gateway } from '../../electron/salesbinder/gateway.ts';
import { httpGateway } from '../../electron/salesbinder/v2/http-gateway.ts';
import { answer, startHostileServer } from './hostile-server.ts';
import type { Behaviour, HostileServer } from './hostile-server.ts';
import { aWrite } from './a-write.ts';

export const KEY = 'q7v2m9x4k1c8z5b3n6l0j7h4g1f8d5s2a9p6o3i';
export const ID = '19d367c8-97c7-409f-bf67-2ad543493648';
export const SAVED = JSON.stringify({ message: 'Saved', customer: { id: ID, name: 'Acme' } });
export const JSON_TYPE = { 'Content-Type': 'application/json' };
export const HTML_TYPE = { 'Content-Type': 'text/html; charset=utf-8' };
export const PAGE = '<!doctype html><title>Hotel</title><form action="/login">Room number?</form>';

/** Long enough that a slow machine is through with an answer that does come. */
const ROOM = { answer: 120_000 };

interface Changes {
  readonly timeouts?: { readonly answer: number };
}

/** The true gateway, and a server that a test tells how to misbehave; gone after it. */
export interface HostileRig {
  /** The server of the test that runs. */
  on(): HostileServer;
  gatewayTo(origin: string, changes?: Changes): Gateway;
  /** The same behaviour to all four questions. */
  everyAnswer(
    behaviour: Behaviour,
    changes?: Changes,
  ): Promise<Readonly<Record<'create' | 'update' | 'view' | 'list', Answer<unknown>>>>;
  expectEverywhere(behaviour: Behaviour, problem: object, mayHaveActed: boolean): Promise<void>;
}

export function hostileRig(): HostileRig {
  let server: HostileServer;
  beforeEach(async () => {
    server = await startHostileServer(answer(200, JSON_TYPE, SAVED));
  });
  afterEach(() => server.stop());

  const rig: HostileRig = {
    on: () => server,
    gatewayTo(origin, changes = {}) {
      const maxBytes = { one: 200_000, list: 1_000_000 };
      return httpGateway({ origin, key: KEY, fetch: globalThis.fetch, timeouts: ROOM, maxBytes, ...changes });
    },
    async everyAnswer(behaviour, changes = {}) {
      server.behave(behaviour);
      const gateway = rig.gatewayTo(server.origin, changes);
      return {
        create: await gateway.create(aWrite('customer', { name: 'Acme' })),
        update: await gateway.update(ID, aWrite('customer', { name: 'Acme' })),
        view: await gateway.view(ID, 'customer'),
        list: await gateway.list({ type: 'customer', page: 1, pageLimit: 1 }),
      };
    },
    async expectEverywhere(behaviour, problem, mayHaveActed) {
      const answers = await rig.everyAnswer(behaviour);
      for (const [question, told] of Object.entries(answers)) {
        expect(told, question).toMatchObject({ ok: false, problem, mayHaveActed });
      }
      // One request a question, whatever happened to it.
      expect(server.heard).toHaveLength(4);
    },
  };
  return rig;
}
