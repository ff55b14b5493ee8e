import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { newKey } from '@/api/key';
import { useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { useBranches } from '../../common/useBranches';
import type { Level } from '../../types';
import { listContacts, recordResult } from '../api';
import type { Contact } from '../types';

/** Contacts besides orders that are due, with their results (SV-09). */
export function useDue() {
	const { t } = useI18n();
	const branches = useBranches();
	const list = useList<Contact>({ fetch: listContacts, filters: { state: 'due', kind: '', branch: '', due: '' }, inAddress: true });
	const columns = computed<Column<Contact>[]>(() => [
		{ key: 'dueOn', label: t('survey.due'), value: (row) => row.dueOn, width: 110, sort: 'dueOn' },
		{ key: 'kind', label: t('survey.contacts.kind'), value: (row) => t(`survey.contacts.kinds.${row.kind}`), width: 150 },
		{ key: 'party', label: t('survey.contacts.party'), value: (row) => row.party, minWidth: 140 },
		{ key: 'department', label: t('survey.contacts.department'), value: (row) => row.department, width: 100 },
		{ key: 'branch', label: t('common.branch'), value: (row) => branches.value.get(row.branchId) ?? row.branchId, width: 90 },
		{ key: 'period', label: t('survey.contacts.period'), value: (row) => row.period, width: 96 },
		{ key: 'person', label: t('survey.contacts.person'), value: (row) => row.person, width: 96 },
		{ key: 'state', label: t('common.state'), value: (row) => t(`survey.contacts.states.${row.state}`), width: 90 },
		{ key: 'level', label: t('survey.level'), value: (row) => (row.level ? t(`survey.levels.${row.level}`) : ''), width: 110, exportOnly: true },
		{ key: 'result', label: t('survey.contacts.result'), value: (row) => row.result, minWidth: 140 },
		{ key: 'doneAt', label: t('survey.contacts.doneAt'), value: (row) => (row.doneAt ? new Date(row.doneAt) : null), width: 130, exportOnly: true },
		{ key: 'doneBy', label: t('survey.contacts.doneBy'), value: (row) => row.doneBy ?? '', width: 100, exportOnly: true },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 108, screenOnly: true, fixed: 'right' },
	]);
	const editing = ref<Contact | null>(null);
	const form = reactive({ state: 'done' as 'done' | 'dropped', result: '', level: '' as Level | '' });
	const { running, problem, run } = useAction();
	let key = newKey();
	function edit(row: Contact): void {
		editing.value = row;
		problem.value = null;
		key = newKey();
		Object.assign(form, { state: 'done', result: row.result, level: row.level ?? '' });
	}
	async function save(): Promise<void> {
		const row = editing.value;
		if (!row || !form.result.trim()) return;
		const body = { state: form.state, result: form.result.trim(), ...(form.level && form.state === 'done' ? { level: form.level } : {}) };
		if (await run('save', () => recordResult(row, body, key), t('common.saved'))) {
			editing.value = null;
			await list.load(true);
		} else if (!problem.value?.lineIsDown) {
			key = newKey();
		}
	}
	return { list, columns, branches, editing, form, running, problem, edit, save };
}
