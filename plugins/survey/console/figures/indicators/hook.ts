import { computed, ref, watch } from 'vue';
import { useI18n } from 'vue-i18n';
import { count, percent, today } from '@/composables/format';
import type { Column } from '@/composables/useExport';
import { useList } from '@/composables/useList';
import { useWide } from '@/composables/useWide';
import { barsHeight, barsOption } from '../../charts/bars';
import { intervalText } from '../../common/rate';
import { readFigures, readNames } from '../api';
import { useNames } from '../names';
import { barsOf, kSatisfaction, type Dimension, type Figure, type Figures } from '../types';

/** Any indicator along any dimension of a month (SV-57, SV-59), sorted and paged by the server. */
export function useIndicators() {
	const { t } = useI18n();
	const { rowName, indicatorName } = useNames();
	const answer = ref<Figures | null>(null);
	const names = ref<{ indicator: string; answered: number }[]>([]);

	const list = useList<Figure>({
		fetch: async (query) => {
			const { month, by, ...rest } = query;
			const fresh = await readFigures({ ...rest, month: month || today().slice(0, 7), by: by || 'branch', indicator: query.indicator || kSatisfaction });
			answer.value = fresh;
			return { items: fresh.items, next: fresh.next, total: fresh.count };
		},
		filters: { month: today().slice(0, 7), by: 'branch', indicator: kSatisfaction, basis: '', search: '' },
		inAddress: true,
	});
	const by = computed(() => list.filters.by as Dimension);
	const isSatisfaction = computed(() => list.filters.indicator === kSatisfaction);
	const nameOf = (row: Figure) => rowName(by.value, row.key, row.name);

	const roomy = useWide();
	const columns = computed<Column<Figure>[]>(() => {
		const number = (key: keyof Figure & string, label: string, width: number, sort?: string): Column<Figure> => ({ key, label, value: (row) => row[key] as number, width, align: 'right', sort });
		return [
			{ key: 'rank', label: t('survey.figures.rank'), value: (row) => row.rank, width: 76, align: 'right', sort: 'rank' },
			{ key: 'name', label: t(`survey.dimensionHeads.${by.value}`), value: nameOf, minWidth: 126, sort: 'name' },
			{ key: 'rate', label: t('survey.figures.rate'), value: (row) => percent(row.rate.value), width: 80, align: 'right', sort: 'rate' },
			{ key: 'interval', label: t('survey.figures.interval'), value: (row) => intervalText(row.rate), width: 128, align: 'right' },
			number('answered', t('survey.figures.answeredN'), 92, 'n'),
			...(isSatisfaction.value
				? [number('veryYes', t('survey.levels.very_satisfied'), 84), number('yes', t('survey.levels.satisfied'), 84), number('average', t('survey.levels.average'), 80), number('no', t('survey.levels.dissatisfied'), 108, 'no'), number('veryNo', t('survey.levels.very_dissatisfied'), 96)]
				: [number('yes', t('survey.classes.yes'), 72), number('average', t('survey.classes.average'), 80), number('no', t('survey.classes.no'), 72, 'no'), number('invalid', t('survey.classes.invalid'), 76)]),
			{ ...number('refused', t('survey.dispositions.refused'), 84), exportOnly: !roomy.value },
			{ ...number('notReached', t('survey.figures.notReached'), 92), exportOnly: !roomy.value },
		];
	});
	const bars = computed(() => barsOf(list.items.map((row) => ({ ...row, name: nameOf(row as Figure) }))).slice(0, 20));
	const chart = computed(() => {
		const target = answer.value?.target ?? null;
		return {
			height: barsHeight(bars.value),
			option: barsOption(bars.value, target, { rate: t('survey.figures.rate'), target: target === null ? '' : t('survey.figures.targetOf', { rate: Math.round(target * 1000) / 10 }), interval: t('survey.figures.interval'), answered: t('survey.figures.answered') }),
		};
	});

	watch(() => list.filters.month, async (month) => {
		try {
			names.value = await readNames(month || today().slice(0, 7));
		} catch {
			// The choice is smaller then; the list itself says what is wrong.
		}
	}, { immediate: true });
	const choices = computed(() => {
		const known = names.value.map((name) => name.indicator);
		const all = [kSatisfaction, ...known.filter((name) => name !== kSatisfaction)];
		return all.includes(list.filters.indicator) ? all : [...all, list.filters.indicator];
	});
	return { list, by, columns, answer, bars, chart, choices, indicatorName, nameOf, count };
}
