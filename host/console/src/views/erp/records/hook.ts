import { computed, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { listUsers } from '@/api/host';
import { listRecordTypes, setRecordMode } from '@/api/erp';
import type { PushMode, RecordType } from '@/api/types';
import { confirmed, useRowAction } from '@/composables/useAction';
import { dateTime } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';

export const kModes: PushMode[] = ['off', 'dry_run', 'hand_list', 'on'];

export function useRecords() {
	const { t, te } = useI18n();
	const list = useList<RecordType>({
		fetch: async (query) => localPage((await listRecordTypes()).items, query),
		filters: { search: '', mode: '' },
		inAddress: true,
	});
	const { running, run } = useRowAction();
	// The server keeps the id of who changed it.
	const people = ref(new Map<string, string>());
	void listUsers({ limit: 200 }).then((page) => (people.value = new Map(page.items.map((user) => [user.id, user.displayName || user.username]))), () => {});
	const titleOf = (row: RecordType) => row.title ?? (te(`erp.recordTypes.${row.type}`) ? t(`erp.recordTypes.${row.type}`) : row.type);

	const columns = computed<Column<RecordType>[]>(() => [
		{ key: 'type', label: t('erp.recordType'), value: titleOf, minWidth: 190, sort: 'type' },
		{ key: 'target', label: t('erp.target'), value: (row) => row.target ?? '', minWidth: 170, sort: 'target' },
		{ key: 'mode', label: t('erp.pushMode'), value: (row) => t(`states.mode.${row.mode}`), width: 250, sort: 'mode' },
		{ key: 'waiting', label: t('erp.waiting'), value: (row) => row.waiting ?? 0, width: 112, align: 'right', sort: 'waiting' },
		{ key: 'dead', label: t('erp.deadLetters'), value: (row) => row.deadLetters ?? 0, width: 90, align: 'right', sort: 'deadLetters' },
		{ key: 'changed', label: t('erp.changed'), value: (row) => (row.changedAt ? `${dateTime(row.changedAt)} ${people.value.get(row.changedBy ?? '') ?? ''}` : ''), width: 176, sort: 'changedAt' },
	]);

	/** Going to "on" writes into the ERP from now on: asked first. */
	async function setMode(row: RecordType, mode: PushMode): Promise<void> {
		if (mode === row.mode) return;
		if (mode === 'on' && !(await confirmed(t('erp.modeOnText', { type: titleOf(row) }), t('erp.modeOn')))) return;
		await run(row.type, () => setRecordMode(row.type, mode), t('erp.modeSet', { type: titleOf(row), mode: t(`states.mode.${mode}`) }));
		await list.load(true);
	}
	return { list, columns, running, setMode, titleOf };
}
