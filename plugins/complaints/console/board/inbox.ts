import { ref, watch, type Ref } from 'vue';
import { useRouter } from 'vue-router';
import { dateTime } from '@/composables/format';
import { askReason, useAction } from '@/composables/useAction';
import { hasText, translate } from '@/i18n';
import { answerHandOver, listHandOvers, listNotices, markRead } from '../api';
import type { HandOver, Notice } from '../types';

export function useInbox(shown: Ref<boolean>, changed: () => void) {
	const router = useRouter();
	const notices = ref<Notice[]>([]);
	const handOvers = ref<HandOver[]>([]);
	const unreadOnly = ref(true);
	const next = ref<string | null>(null);
	const { running, problem, run } = useAction();

	async function load(cursor: string | null): Promise<void> {
		const page = await listNotices({ unread: unreadOnly.value || null, limit: 50, cursor });
		notices.value = cursor ? [...notices.value, ...page.items] : page.items;
		next.value = page.next;
	}
	const begin = () => run('load', async () => {
		handOvers.value = await listHandOvers();
		await load(null);
	});
	watch([shown, unreadOnly], () => {
		if (shown.value) void begin();
	});

	/** Numbers of cases, classes, times and codes inside a notice, as people read them. */
	function wordsFor(notice: Notice): string {
		const params = Object.fromEntries(Object.entries(notice.params).map(([name, value]) => {
			if (typeof value === 'number' && /(_at|At)$/.test(name)) return [name, dateTime(value)];
			const key = [`complaints.${name}s.${value}`, `complaints.${name}es.${value}`, `offences.${value}`, `roles.${value}`].find((one) => hasText(one));
			return [name, key ? translate(key) : String(value ?? '')];
		}));
		const key = `complaints.notices.${notice.what}`;
		const text = hasText(key) ? translate(key) : notice.what;
		const about = [params.number ?? params.case_number ?? params.case, params.class, params.name, params.reason].filter(Boolean);
		return [text, ...about].join(' · ');
	}
	async function answer(one: HandOver, accept: boolean): Promise<void> {
		const what = accept ? '' : await askReason(translate('complaints.inbox.declineWhy'), translate('complaints.inbox.decline'));
		if (what === null) return;
		const done = await run(accept ? `yes-${one.id}` : `no-${one.id}`, () => answerHandOver(one.id, accept, what), translate('common.saved'));
		if (!done) return;
		handOvers.value = handOvers.value.filter((other) => other.id !== one.id);
		changed();
	}
	async function readAll(): Promise<void> {
		const ids = notices.value.filter((one) => !one.read).map((one) => one.id);
		if (await run('read', () => markRead(ids))) {
			await begin();
			changed();
		}
	}
	function open(notice: Notice): void {
		if (!notice.read) markRead([notice.id]).then(changed, () => {});
		shown.value = false;
		if (notice.caseId) void router.push({ name: 'case', params: { id: notice.caseId } });
	}
	const more = () => run('more', () => load(next.value));
	return { notices, handOvers, problem, running, unreadOnly, next, more, answer, readAll, wordsFor, open };
}
