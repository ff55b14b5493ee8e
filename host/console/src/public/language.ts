import { computed, ref } from 'vue';
import { en } from './texts/en';
import { zh, type Texts } from './texts/zh';

export type Language = 'zh' | 'en';
/** The console's own choice, on a computer that has both. */
const kStorageKey = 'erphost.language';

function first(): Language {
	const asked = new URLSearchParams(window.location.search).get('lang');
	if (asked === 'en' || asked === 'zh') return asked;
	try {
		return localStorage.getItem(kStorageKey) === 'en' ? 'en' : 'zh';
	} catch {
		return 'zh';
	}
}

export const language = ref<Language>(first());
export const texts = computed<Texts>(() => (language.value === 'en' ? en : zh));

export function choose(next: Language): void {
	language.value = next;
	document.documentElement.lang = next === 'zh' ? 'zh-CN' : 'en';
	try {
		localStorage.setItem(kStorageKey, next);
	} catch {
		// The page works without.
	}
}

/** "{n} 张" with values. */
export const fill = (text: string, params: Record<string, unknown>): string =>
	text.replace(/\{(\w+)\}/g, (_, name: string) => String(params[name] ?? ''));

/** 2026-11-21 09:05, the company's time wherever the phone is. */
export function when(ms: number | null | undefined): string {
	if (!ms) return '—';
	const format = new Intl.DateTimeFormat('en-GB', {
		timeZone: 'Asia/Shanghai', year: 'numeric', month: '2-digit', day: '2-digit', hour: '2-digit', minute: '2-digit', hourCycle: 'h23',
	});
	const p = Object.fromEntries(format.formatToParts(ms).map((part) => [part.type, part.value]));
	return `${p.year}-${p.month}-${p.day} ${p.hour}:${p.minute}`;
}
