import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { asProblem, type ApiProblem } from '@/api/problem';
import { dateTime, percent, today } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { localPage, useList } from '@/composables/useList';
import { listDraws, readIndicators } from '../api';
import type { Draw, IndicatorRow, Indicators } from '../types';
import { barsOf } from './types';

export function useFigures() {
	const { t, te } = useI18n();
	const month = ref(today().slice(0, 7));
	const by = ref('branch');
	const answer = ref<Indicators | null>(null);
	const problem = ref<ApiProblem | null>(null);

	const named = (row: IndicatorRow): IndicatorRow => {
		const group = { stage: 'stages', product: 'products' }[by.value];
		const key = `survey.${group}.${row.key}`;
		return group && te(key) ? { ...row, name: t(key) } : row;
	};
	const list = useList<IndicatorRow>({
		fetch: async (query) => {
			try {
				answer.value = await readIndicators(month.value, by.value);
				problem.value = null;
			} catch (error) {
				problem.value = asProblem(error);
				throw error;
			}
			return localPage(answer.value.items.map(named), query);
		},
		filters: { search: '' },
	});
	const columns = computed<Column<IndicatorRow>[]>(() => [
		{ key: 'name', label: t(`survey.dimensions.${by.value}`), value: (row) => row.name || row.key, minWidth: 120, sort: 'name' },
		{ key: 'satisfaction', label: t('survey.figures.satisfaction'), value: (row) => percent(row.satisfaction.value), width: 100, align: 'right' },
		{ key: 'interval', label: t('survey.figures.interval'), value: (row) => (row.satisfaction.value === null ? '—' : `${percent(row.satisfaction.low)} – ${percent(row.satisfaction.high)}`), width: 146, align: 'right' },
		{ key: 'answered', label: t('survey.figures.answered'), value: (row) => row.answered, width: 112, align: 'right', sort: 'answered' },
		{ key: 'dissatisfied', label: t('survey.levels.dissatisfied'), value: (row) => row.dissatisfied, width: 126, align: 'right', sort: 'dissatisfied' },
		{ key: 'veryDissatisfied', label: t('survey.levels.very_dissatisfied'), value: (row) => row.veryDissatisfied, width: 160, align: 'right', sort: 'veryDissatisfied' },
		{ key: 'refused', label: t('survey.dispositions.refused'), value: (row) => row.refused, width: 96, align: 'right', sort: 'refused' },
		{ key: 'notReached', label: t('survey.figures.notReached'), value: (row) => row.notReached, width: 124, align: 'right', sort: 'notReached' },
	]);
	const bars = computed(() => barsOf((answer.value?.items ?? []).map(named)));

	// A day is drawn when it is over.
	const date = ref(today(Date.now() - 86_400_000));
	const draws = useList<Draw>({
		fetch: async (query) => localPage((await listDraws(date.value)).items, query),
		filters: { search: '' },
	});
	const drawColumns = computed<Column<Draw>[]>(() => [
		{ key: 'period', label: t('survey.draws.period'), value: (row) => row.period, width: 110, sort: 'period' },
		{ key: 'branchId', label: t('common.branch'), value: (row) => row.branchId, width: 90, sort: 'branchId' },
		{ key: 'stage', label: t('survey.stage'), value: (row) => t(`survey.stages.${row.stage}`), minWidth: 108, sort: 'stage' },
		{ key: 'productType', label: t('survey.product'), value: (row) => (te(`survey.products.${row.productType}`) ? t(`survey.products.${row.productType}`) : row.productType), minWidth: 96, sort: 'productType' },
		{ key: 'kind', label: t('survey.draws.kind'), value: (row) => t(`survey.draws.kinds.${row.kind}`), width: 100, sort: 'kind' },
		{ key: 'rate', label: t('survey.draws.rate'), value: (row) => percent(row.rate, 0), width: 90, align: 'right', sort: 'rate' },
		{ key: 'candidates', label: t('survey.draws.candidates'), value: (row) => row.candidates, width: 100, align: 'right', sort: 'candidates' },
		{ key: 'taken', label: t('survey.draws.taken'), value: (row) => row.taken, width: 90, align: 'right', sort: 'taken' },
		{ key: 'carry', label: t('survey.draws.carry'), value: (row) => `${row.carryBefore.toFixed(2)} → ${row.carryAfter.toFixed(2)}`, width: 120, align: 'right' },
		{ key: 'drawnAt', label: t('survey.draws.drawnAt'), value: (row) => dateTime(row.drawnAt), width: 132, sort: 'drawnAt' },
	]);

	watch([month, by], () => void list.restart());
	watch(date, () => void draws.restart());
	return { month, by, answer, problem, list, columns, bars, date, draws, drawColumns };
}
