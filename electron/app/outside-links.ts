import type { Handlers, Input } from '../../shared/contract/contract.ts';
import { failed, ok } from '../../shared/problem.ts';
import { contactLink } from '../../shared/text/contact-link.ts';
import type { CurrentWorkspace } from './current-workspace.ts';
import type { OpenWorkspace } from './workspace.ts';

const KEY_HELP = 'https://www.salesbinder.com/kb/generating-your-api-key/';

/** What the app opens outside of itself. The window says what is meant, never an address: that is made here. */
export function outsideLinks(
  current: CurrentWorkspace,
): Pick<Handlers, 'openLink' | 'openContact' | 'openAccountPage'> {
  const { host } = current.options;
  return {
    openLink: ({ link }) => {
      host.openLink(addressOf(link, siteOf(current.open)));
      return Promise.resolve(ok(null));
    },
    openContact: ({ key, text }) => {
      const link = contactLink(key, text);
      if (link === null) return Promise.resolve(failed({ what: 'bad-call', detail: 'no-link' }));
      host.openLink(link);
      return Promise.resolve(ok(null));
    },
    openAccountPage: ({ localId }) =>
      current.within((open) => {
        const remoteId = open.accounts.account(localId)?.remoteId ?? null;
        if (remoteId === null || open.practice !== null)
          return Promise.resolve(failed({ what: 'stale', detail: 'no-page' }));
        host.openLink(accountPage(siteOf(open), remoteId));
        return Promise.resolve(ok(null));
      }),
  };
}

/**
 * Where a person sees the account in SalesBinder. No public page says so (searched November 2026): it is drawn from what
 * is documented, the resource `customers` and its action "View" of the API, by the rule of CakePHP, which SalesBinder is
 * built on, that an action's page is `/customers/view/{id}`. If it is wrong, the person lands on the site's own page for
 * an address that isn't there: it never leads off the site.
 */
function accountPage(site: string, remoteId: string): string {
  return new URL(`customers/view/${encodeURIComponent(remoteId)}`, site).href;
}

function addressOf(link: Input<'openLink'>['link'], site: string): string {
  switch (link) {
    case 'api-key-help':
      return KEY_HELP;
    case 'salesbinder':
      return site;
    case 'sign-in-page':
      // A network that wants a sign-in puts its page in the place of any plain http page; https it can only break.
      return site.replace(/^https:/, 'http:');
  }
}

/** With a slash at its end. */
function siteOf(open: OpenWorkspace | null): string {
  const site = open !== null && open.practice === null ? open.workspace.id : 'www';
  return `https://${site}.salesbinder.com/`;
}
