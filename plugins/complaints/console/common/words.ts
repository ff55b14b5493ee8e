import { hasText, translate } from '@/i18n';
import type { HistoryLine } from '../types';

const known = (code: string): string => {
	const key = [`survey.levels.${code}`, `complaints.reasons.${code}`, `complaints.deeds.${code}`, `complaints.departments.${code}`].find((one) => hasText(one));
	return key ? translate(key) : code;
};

/** What a line of the history says: codes that the program wrote (a level, a reason, "deed: words") as people read them. */
export function lineWords(line: Pick<HistoryLine, 'step' | 'via' | 'what'>): string {
	const colon = line.what.indexOf(': ');
	if (['deed', 'department'].includes(line.step) && colon > 0) return `${known(line.what.slice(0, colon))}: ${line.what.slice(colon + 2)}`;
	return (line.via === 'callback' || line.via === 'program') && /^[a-z_]+$/.test(line.what) ? known(line.what) : line.what;
}
