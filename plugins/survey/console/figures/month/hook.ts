import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { asProblem, type ApiProblem } from '@/api/problem';
import { count, today } from '@/composables/format';
import { barsHeight, barsOption } from '../../charts/bars';
import { paretoOption } from '../../charts/pareto';
import { trendFrom, trendOption } from '../../charts/trend';
import { readFigures, readPareto, readTrend } from '../api';
import { useOffences } from '../../outcomes/offences';
import { useNames } from '../names';
import { barsOf, kSatisfaction, type Figures, type Pareto, type Trend } from '../types';

/** Technicians beyond these are in the table of all indicators. */
const kRanked = 10;

/** The manager's month on one page (SV-57): trend, branches side by side, causes, technicians. */
export function useMonth() {
	const { t } = useI18n();
	const { rowName, indicatorName } = useNames();
	const { offenceName } = useOffences();
	const month = ref(today().slice(0, 7));
	const branches = ref<Figures | null>(null);
	const technicians = ref<Figures | null>(null);
	const trend = ref<Trend | null>(null);
	const pareto = ref<Pareto | null>(null);
	const problem = ref<ApiProblem | null>(null);
	const loading = ref(false);

	let ask = 0;
	async function load(): Promise<void> {
		const mine = ++ask;
		loading.value = true;
		problem.value = null;
		const query = { month: month.value, indicator: kSatisfaction };
		// Each on its own: what can be read is shown, whatever became of the others.
		const part = async <T>(work: Promise<T>, keep: (answer: T) => void) => {
			try {
				const answer = await work;
				if (mine === ask) keep(answer);
			} catch (error) {
				if (mine === ask) problem.value = asProblem(error);
			}
		};
		await Promise.all([
			part(readFigures({ ...query, by: 'branch', limit: 200 }), (answer) => (branches.value = answer)),
			part(readFigures({ ...query, by: 'technician', sort: 'rank', limit: kRanked }), (answer) => (technicians.value = answer)),
			part(readTrend(kSatisfaction, 'branch', month.value, ''), (answer) => (trend.value = answer)),
			part(readPareto({ month: month.value }), (answer) => (pareto.value = answer)),
		]);
		if (mine === ask) loading.value = false;
	}
	watch(month, () => void load(), { immediate: true });

	const target = computed(() => branches.value?.target ?? null);
	const targetText = computed(() => (target.value === null ? '' : t('survey.figures.targetOf', { rate: Math.round(target.value * 1000) / 10 })));
	const bars = computed(() => barsOf((branches.value?.items ?? []).map((row) => ({ ...row, name: rowName('branch', row.key, row.name) }))));
	const barsChart = computed(() => ({
		height: barsHeight(bars.value),
		option: barsOption(bars.value, target.value, { rate: t('survey.figures.satisfaction'), target: targetText.value, interval: t('survey.figures.interval'), answered: t('survey.figures.answered') }),
	}));
	const hasTrend = computed(() => trend.value?.total.some((point) => point.value !== null) ?? false);
	const trendLines = computed(() => [
		{ name: t('survey.figures.total'), points: trend.value?.total ?? [] },
		...(trend.value?.series ?? []).map((line) => ({ name: rowName('branch', line.key, line.name), points: line.points })),
	].map((line) => ({ ...line, points: line.points.map((point) => ({ value: point.value, n: point.denominator })) })));
	const trendChart = computed(() => trendOption(trend.value?.months ?? [], trendLines.value, target.value, targetText.value));
	const trendBegins = computed(() => Math.round(trendFrom(trendLines.value, target.value) * 100));
	const paretoChart = computed(() => paretoOption(
		(pareto.value?.items ?? []).slice(0, 8).map((item) => ({ name: indicatorName(item.cause), count: item.n, cumulative: item.cumulative })),
		{ count: t('survey.figures.causeCount'), cumulative: t('survey.figures.cumulative') },
	));
	const violations = computed(() => (pareto.value?.violations ?? []).map((item) => `${offenceName(item.offence)} ${count(item.n)}`).join(' · '));
	const ranked = computed(() => (technicians.value?.items ?? []).filter((row) => row.rank !== null));
	const total = computed(() => branches.value?.total ?? null);
	return { month, branches, technicians, pareto, problem, loading, load, target, bars, barsChart, hasTrend, trendChart, trendBegins, paretoChart, violations, ranked, total, count };
}
