import { computed, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { useRouter } from 'vue-router';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { useWide } from '@/composables/useWide';
import { usePolling } from '@/composables/usePolling';
import type { Running } from '../common/time';
import { useBranches } from '@/composables/useBranches';
import { useNow } from '../common/useNow';
import { listSheets } from '../sheetApi';
import type { Sheet } from '../sheetTypes';

export function useSheets() {
	const { t } = useI18n();
	const router = useRouter();
	const now = useNow();
	const { learn } = useBranches();
	const list = useList<Sheet>({ fetch: listSheets, filters: { search: '', state: '', branch: '', department: '', due: '' }, inAddress: true });
	watch(() => list.items, learn);
	const roomy = useWide();
	const clockOf = (row: Sheet): Running =>
		({ startedAt: row.sentAt ?? row.createdAt, dueAt: row.dueAt, paused: false, over: !['sent', 'returned'].includes(row.state) });
	const columns = computed<Column<Sheet>[]>(() => [
		{ key: 'number', label: t('complaints.sheetNumber'), value: (row) => row.number, width: 172, sort: 'number' },
		{ key: 'state', label: t('common.state'), value: (row) => t(`complaints.sheetStates.${row.state}`), width: 146 },
		{ key: 'due', label: t('complaints.answerDue'), value: (row) => (row.dueAt ? new Date(row.dueAt) : null), width: 112, sort: 'dueAt' },
		{ key: 'branch', label: t('common.branch'), value: (row) => row.branchName, width: 76 },
		{ key: 'department', label: t('complaints.department'), value: (row) => t(`complaints.departments.${row.department}`), width: 90 },
		{ key: 'problem', label: t('complaints.words'), value: (row) => row.problem, minWidth: 146 },
		{ key: 'result', label: t('complaints.result'), value: (row) => row.result, minWidth: 126, wraps: true },
		{ key: 'measure', label: t('complaints.measure'), value: (row) => row.measure, minWidth: 150, wraps: true, exportOnly: !roomy.value },
		{ key: 'answeredBy', label: t('complaints.answeredBy'), value: (row) => row.answeredByName, width: 84 },
		{ key: 'answeredAt', label: t('complaints.answeredAt'), value: (row) => (row.answeredAt ? new Date(row.answeredAt) : null), width: 136, exportOnly: !roomy.value },
		{ key: 'via', label: t('complaints.via'), value: (row) => (row.via ? t(`complaints.vias.${row.via}`) : ''), width: 90, exportOnly: !roomy.value },
		{ key: 'case', label: t('complaints.number'), value: (row) => row.caseNumber, width: 190, exportOnly: true },
		{ key: 'createdAt', label: t('complaints.createdAt'), value: (row) => new Date(row.createdAt), width: 130, sort: 'createdAt', exportOnly: true },
	]);
	usePolling(async () => {
		if (list.loaded && list.pageNumber === 1) await list.load(true);
	}, 8_000);
	const open = (row: Sheet) => router.push({ name: 'contact-sheet', params: { id: row.id } });
	return { list, columns, now, clockOf, open };
}
