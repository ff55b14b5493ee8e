import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { addKey, listKeys, revokeKey, type TrustedKey } from '@/api/packages';
import { newKey } from '@/api/key';
import { askReason, useAction, useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';

const kLongestKey = 4096;

export function useTrust() {
	const { t } = useI18n();
	const list = useList<TrustedKey>({ fetch: async (query) => localPage((await listKeys()).items, query), filters: { search: '' } });
	const { running, problem, run } = useAction();
	const row = useRowAction();
	const open = ref(false);
	const text = ref('');
	let key = newKey();

	const stateText = (one: TrustedKey) => (one.revokedAt ? t('trust.revokedAt', { time: dateTime(one.revokedAt) }) : t('trust.inForce'));
	const columns = computed<Column<TrustedKey>[]>(() => [
		{ key: 'id', label: t('trust.number'), value: (one) => one.id, width: 170, sort: 'id' },
		{ key: 'name', label: t('trust.name'), value: (one) => one.name, minWidth: 160, sort: 'name' },
		{ key: 'addedAt', label: t('trust.since'), value: (one) => dateTime(one.addedAt), width: 140, sort: 'addedAt' },
		{ key: 'state', label: t('common.state'), value: stateText, minWidth: 190 },
		{ key: 'reason', label: t('trust.reason'), value: (one) => one.reason, minWidth: 160 },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 100, screenOnly: true },
	]);

	function start(): void {
		key = newKey();
		text.value = '';
		problem.value = null;
		open.value = true;
	}
	async function takeFile(file: File | undefined): Promise<void> {
		if (file) text.value = (await file.slice(0, kLongestKey).text()).trim();
	}
	async function add(): Promise<void> {
		const added = await run('add', () => addKey(text.value.trim(), key), t('trust.added'));
		if (!problem.value?.lineIsDown) key = newKey();
		if (!added) return;
		open.value = false;
		await list.load(true);
	}
	async function revoke(one: TrustedKey): Promise<void> {
		const reason = await askReason(t('trust.revokeText', { name: one.name }), t('trust.revoke'));
		if (reason === null) return;
		await row.run(one.id, () => revokeKey(one.id, reason), t('trust.revoked'));
		await list.load(true);
	}
	return { list, columns, stateText, open, text, running, problem, rowRunning: row.running, start, takeFile, add, revoke };
}
