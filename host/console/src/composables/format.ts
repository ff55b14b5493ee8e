import { language, translate } from '@/i18n';

const kZone = 'Asia/Shanghai';
const two = (value: number) => String(value).padStart(2, '0');

/** The parts of an instant in the company's time zone. */
function parts(ms: number): Record<string, string> {
	const format = new Intl.DateTimeFormat('en-GB', {
		timeZone: kZone, year: 'numeric', month: '2-digit', day: '2-digit',
		hour: '2-digit', minute: '2-digit', second: '2-digit', hourCycle: 'h23',
	});
	return Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value]));
}

/** 2026-11-21 09:05 */
export function dateTime(ms: number | null | undefined, seconds = false): string {
	if (ms === null || ms === undefined) return '—';
	const p = parts(ms);
	return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}${seconds ? `:${p.second}` : ''}`;
}

/** Today's date there, ISO. */
export function today(now: number = Date.now()): string {
	const p = parts(now);
	return `${p.year}-${p.month}-${p.day}`;
}

/** "8 秒前", "3 min ago". */
export function ago(ms: number | null | undefined, now: number = Date.now()): string {
	if (ms === null || ms === undefined) return translate('time.never');
	return translate('time.ago', { span: span(Math.max(0, now - ms)) });
}

/** A length of time in its largest fitting unit. */
export function span(ms: number): string {
	const seconds = Math.round(ms / 1000);
	if (seconds < 60) return translate('time.seconds', { n: seconds });
	if (seconds < 3600) return translate('time.minutes', { n: Math.round(seconds / 60) });
	if (seconds < 48 * 3600) return translate('time.hours', { n: Math.round(seconds / 360) / 10 });
	return translate('time.days', { n: Math.round(seconds / 86400) });
}

export function count(value: number | null | undefined): string {
	if (value === null || value === undefined) return '—';
	return new Intl.NumberFormat(language() === 'zh' ? 'zh-CN' : 'en').format(value);
}

export const mebibytes = (kib: number): string => (kib > 0 ? `${(kib / 1024).toFixed(1)} MiB` : '—');

export function bytes(value: number): string {
	if (value < 1024 * 1024) return `${Math.max(1, Math.round(value / 1024))} KiB`;
	if (value < 1024 ** 3) return `${(value / 1024 ** 2).toFixed(1)} MiB`;
	return `${(value / 1024 ** 3).toFixed(2)} GiB`;
}

/** A share as per cent; a share of nothing is no number (RULES §1.3). */
export const percent = (share: number | null | undefined, digits = 1): string =>
	share === null || share === undefined || Number.isNaN(share) ? '—' : `${(share * 100).toFixed(digits)} %`;

/** For file names: 20261121-0905. */
export function stamp(now: number = Date.now()): string {
	const date = new Date(now);
	return `${date.getFullYear()}${two(date.getMonth() + 1)}${two(date.getDate())}-${two(date.getHours())}${two(date.getMinutes())}`;
}
