import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { dateTime, percent, today } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { useBranches } from '@/composables/useBranches';
import type { Draw } from '../../types';
import { listDraws } from '../api';

/** How the draws of a day went (SV-01). */
export function useDraws() {
	const { t, te } = useI18n();
	const { nameOf } = useBranches();
	// A day is drawn when it is over.
	const date = ref(today(Date.now() - 86_400_000));
	const list = useList<Draw>({
		fetch: async (query) => localPage((await listDraws(date.value)).items, query),
		filters: { search: '' },
	});
	const columns = computed<Column<Draw>[]>(() => [
		{ key: 'period', label: t('survey.draws.period'), value: (row) => row.period, width: 100, sort: 'period' },
		{ key: 'branchId', label: t('common.branch'), value: (row) => nameOf(row.branchId), width: 80, sort: 'branchId' },
		{ key: 'stage', label: t('survey.stage'), value: (row) => t(`survey.stages.${row.stage}`), minWidth: 100, sort: 'stage' },
		{ key: 'productType', label: t('survey.product'), value: (row) => (te(`survey.products.${row.productType}`) ? t(`survey.products.${row.productType}`) : row.productType), minWidth: 118, sort: 'productType' },
		{ key: 'kind', label: t('survey.draws.kind'), value: (row) => t(`survey.draws.kinds.${row.kind}`), width: 92, sort: 'kind' },
		{ key: 'rate', label: t('survey.draws.rate'), value: (row) => percent(row.rate, 0), width: 76, align: 'right', sort: 'rate' },
		{ key: 'candidates', label: t('survey.draws.candidates'), value: (row) => row.candidates, width: 100, align: 'right', sort: 'candidates' },
		{ key: 'taken', label: t('survey.draws.taken'), value: (row) => row.taken, width: 76, align: 'right', sort: 'taken' },
		{ key: 'carry', label: t('survey.draws.carry'), value: (row) => `${row.carryBefore.toFixed(2)} → ${row.carryAfter.toFixed(2)}`, width: 114, align: 'right' },
		{ key: 'drawnAt', label: t('survey.draws.drawnAt'), value: (row) => dateTime(row.drawnAt), width: 122, sort: 'drawnAt' },
	]);
	watch(date, () => void list.restart());
	return { date, list, columns };
}
