import type { Notice } from '../../contract/session.ts';

/** A file that was damaged at the start, and what was recovered of it. */
export function noticeWords(notice: Notice): string {
  const what = {
    outbox: 'accounts',
    settings: 'settings',
    limiter: 'request counts',
    practice: 'practice accounts',
    mirror: 'downloaded accounts',
    archive: 'history of older accounts',
  };
  const store = what[notice.store];
  const saved =
    notice.recovered === 1 ? '1 entry was recovered' : `${notice.recovered} entries were recovered`;
  const came = notice.store === 'mirror' ? 'They are downloaded again' : `${saved}; ${lostWords(notice)}`;
  return `The file with your ${store} was damaged. ${came}. The damaged file is kept as ${notice.setAside}.`;
}

function lostWords({ lost, orMore }: Notice): string {
  if (lost === null) return 'whether anything is missing can’t be told';
  if (orMore)
    return lost === 0
      ? 'the last change may be missing'
      : `${lost === 1 ? '1 change' : `${lost} changes`} could not be read, and the last one may be missing too`;
  if (lost === 0) return 'nothing is missing';
  return lost === 1 ? '1 change could not be read' : `${lost} changes could not be read`;
}
