import { computed, reactive, ref } from 'vue';
import { useI18n } from 'vue-i18n';
import { dateTime, today } from '@/composables/format';
import { useAction } from '@/composables/useAction';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { session } from '@/session';
import { yuan, yuanCell } from '@/composables/money';
import { examine, listAssessments } from '../api';
import type { Assessment } from '../types';

/** SV-58: dissatisfied and average orders are examined, satisfied ones earn a bonus. */
export function useAssessments() {
	const { t } = useI18n();
	const bonusFen = ref(0);
	const list = useList<Assessment>({
		fetch: async (query) => {
			const page = await listAssessments(query);
			bonusFen.value = page.bonusFen;
			return page;
		},
		filters: { month: today().slice(0, 7), kind: 'examine', state: '', branch: '', search: '' },
		sort: '-answeredOn',
		inAddress: true,
	});
	const mayExamine = computed(() => session.holds(['service_manager', 'branch_manager']));

	const columns = computed<Column<Assessment>[]>(() => [
		{ key: 'taskNumber', label: t('survey.number'), value: (row) => row.taskNumber, width: 170, sort: 'taskNumber' },
		{ key: 'orderNumber', label: t('survey.order'), value: (row) => row.orderNumber, width: 120, exportOnly: true },
		{ key: 'branch', label: t('common.branch'), value: (row) => row.branchName, width: 84 },
		{ key: 'technician', label: t('survey.technician'), value: (row) => row.technicianName, width: 96 },
		{ key: 'answeredOn', label: t('survey.assessments.answeredOn'), value: (row) => row.answeredOn, width: 104, sort: 'answeredOn' },
		{ key: 'level', label: t('survey.level'), value: (row) => t(`survey.levels.${row.level}`), width: 116 },
		{ key: 'state', label: t('common.state'), value: (row) => t(`survey.assessments.states.${row.state}`), width: 108 },
		{ key: 'finding', label: t('survey.assessments.finding'), value: (row) => row.finding, minWidth: 150 },
		{ key: 'measure', label: t('survey.assessments.measure'), value: (row) => row.measure, minWidth: 130, exportOnly: true },
		{ key: 'examinedBy', label: t('survey.assessments.examinedBy'), value: (row) => row.examinedBy ?? '', width: 100, exportOnly: true },
		{ key: 'examinedAt', label: t('survey.assessments.examinedAt'), value: (row) => (row.examinedAt ? new Date(row.examinedAt) : null), width: 130, exportOnly: true },
		{ key: 'bonus', label: t('survey.assessments.bonus'), value: (row) => yuanCell(row.bonusFen), width: 88, align: 'right' },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 100, screenOnly: true },
	]);

	const editing = ref<Assessment | null>(null);
	const form = reactive({ finding: '', measure: '' });
	const { running, problem, run } = useAction();
	function edit(row: Assessment): void {
		editing.value = row;
		problem.value = null;
		form.finding = row.finding;
		form.measure = row.measure;
	}
	async function save(): Promise<void> {
		const row = editing.value;
		if (!row || !form.finding.trim()) return;
		if (await run('save', () => examine(row, form.finding.trim(), form.measure.trim()), t('common.saved'))) {
			editing.value = null;
			await list.load(true);
		}
	}
	return { list, columns, bonusFen, mayExamine, editing, form, running, problem, edit, save, yuan, dateTime };
}
