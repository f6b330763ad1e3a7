import type { Notice } from '../../contract/session.ts';

/** A file that was damaged at the start, and what was recovered of it. */
export function noticeWords(notice: Notice): string {
  const kept = `The damaged file is kept as ${notice.setAside}.`;
  if (notice.store === 'mirror')
    return `The file with your downloaded accounts was damaged. They are being downloaded again. ${kept}`;
  const [one, many, file] = KEPT[notice.store];
  const recovered = notice.recovered === 1 ? `1 ${one} recovered` : `${notice.recovered} ${many} recovered`;
  return `The file with your ${file} was damaged: ${recovered}, ${lostWords(notice)}. ${kept}`;
}

const KEPT = {
  outbox: ['account', 'accounts', 'accounts'],
  settings: ['setting', 'settings', 'settings'],
  limiter: ['entry', 'entries', 'pace of sending'],
  practice: ['account', 'accounts', 'practice accounts'],
  archive: ['entry', 'entries', 'history of older accounts'],
} as const;

function lostWords({ lost, orMore }: Notice): string {
  if (lost === null) return 'whether anything is missing can’t be told';
  if (orMore)
    return lost === 0
      ? 'the last change may be missing'
      : `${lost === 1 ? '1 recent change' : `${lost} recent changes`} lost, and the last one may be missing too`;
  if (lost === 0) return 'nothing is missing';
  return lost === 1 ? '1 recent change lost' : `${lost} recent changes lost`;
}
