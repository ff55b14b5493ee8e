import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import { asProblem, type ApiProblem } from '@/api/problem';
import { percent, today } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { listActions, listDocuments, readPareto } from '../api';
import { useBranches } from '@/composables/useBranches';
import { useCauses } from '../common/useCauses';
import type { Action, Pareto, SharedDocument } from '../types';

type Row = Pareto['items'][number];

/** CP-15: the month's causes, most frequent first; and what is undertaken against them. */
export function usePareto() {
	const { t } = useI18n();
	const { nameOf } = useCauses();
	const month = ref(today().slice(0, 7));
	const to = ref(today().slice(0, 7));
	const branch = ref('');
	const answer = ref<Pareto | null>(null);
	const problem = ref<ApiProblem | null>(null);
	const causeName = (code: string) => (code === '' ? t('complaints.notCoded') : nameOf(code));
	const list = useList<Row>({
		fetch: async (query) => {
			try {
				answer.value = await readPareto(month.value, to.value < month.value ? month.value : to.value, branch.value);
				problem.value = null;
			} catch (error) {
				problem.value = asProblem(error);
				throw error;
			}
			return localPage(answer.value.items, query);
		},
		filters: { search: '' },
	});
	const columns = computed<Column<Row>[]>(() => [
		{ key: 'cause', label: t('complaints.cause'), value: (row) => causeName(row.cause), minWidth: 180, sort: 'cause' },
		{ key: 'count', label: t('complaints.pareto.count'), value: (row) => row.count, width: 100, align: 'right', sort: 'count' },
		{ key: 'share', label: t('complaints.pareto.share'), value: (row) => percent(row.share), width: 100, align: 'right' },
		{ key: 'cumulative', label: t('complaints.pareto.cumulative'), value: (row) => percent(row.cumulative), width: 120, align: 'right' },
		{ key: 'actions', label: t('common.actions'), value: () => '', width: 130, screenOnly: true },
	]);
	watch([month, to, branch], () => void list.restart());
	return { month, to, branch, answer, problem, list, columns, causeName };
}

export function useActions() {
	const { t } = useI18n();
	const { learn, nameOf: branchName } = useBranches();
	const { nameOf } = useCauses();
	const list = useList<Action>({ fetch: listActions, filters: { state: 'open', cause: '', branch: '' }, sort: 'dueOn', inAddress: true });
	watch(() => list.items, learn);
	const columns = computed<Column<Action>[]>(() => [
		{ key: 'dueOn', label: t('complaints.due'), value: (row) => row.dueOn, width: 100, sort: 'dueOn' },
		{ key: 'type', label: t('complaints.actionForm.type'), value: (row) => t(`complaints.actionTypes.${row.type}`), width: 96 },
		{ key: 'cause', label: t('complaints.cause'), value: (row) => nameOf(row.cause), width: 136 },
		{ key: 'what', label: t('complaints.what'), value: (row) => row.what, minWidth: 176, wraps: true },
		{ key: 'person', label: t('complaints.actionForm.person'), value: (row) => row.person, width: 84 },
		{ key: 'branch', label: t('common.branch'), value: (row) => (row.branchId === '*' ? t('complaints.allBranches') : branchName(row.branchId)), width: 100 },
		{ key: 'state', label: t('common.state'), value: (row) => t(`complaints.actionStates.${row.state}`), width: 84 },
		{ key: 'effect', label: t('complaints.actionForm.effect'), value: (row) => row.effect, minWidth: 110, wraps: true },
		{ key: 'buttons', label: t('common.actions'), value: () => '', width: 134, screenOnly: true },
	]);
	return { list, columns, nameOf };
}

export function useShared() {
	const { t } = useI18n();
	const router = useRouter();
	const list = useList<SharedDocument>({ fetch: listDocuments, filters: { type: 'write_up' }, sort: '-sharedAt', inAddress: true });
	const columns = computed<Column<SharedDocument>[]>(() => [
		{ key: 'title', label: t('complaints.documentParts.title'), value: (row) => row.title || row.caseNumber, minWidth: 240 },
		{ key: 'type', label: t('complaints.document.type'), value: (row) => t(`complaints.documents.${row.type}`), width: 130 },
		{ key: 'case', label: t('complaints.number'), value: (row) => row.caseNumber, width: 200 },
		{ key: 'author', label: t('complaints.document.author'), value: (row) => row.authorName, width: 110 },
		{ key: 'sharedAt', label: t('complaints.document.sharedOn'), value: (row) => new Date(row.sharedAt), width: 140, sort: 'sharedAt' },
	]);
	const open = (row: SharedDocument) => router.push({ name: 'case-document', params: { id: row.caseId, type: row.type } });
	return { list, columns, open };
}
