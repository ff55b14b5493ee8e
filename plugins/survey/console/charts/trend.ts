import { kLineColor, kSeries, lowestShown, percentText, targetLine, type Option } from './types';

export interface TrendLine {
	name: string;
	/** One per month of the axis; value null: nothing was answered, the line has a gap there. */
	points: { value: number | null; n: number }[];
}

/** Where the axis begins, 0…1; whoever shows the chart says it beside it, for lines that are far apart may be close. */
export const trendFrom = (lines: TrendLine[], target: number | null): number =>
	lowestShown([target ?? 1, ...lines.flatMap((line) => line.points.flatMap((point) => (point.value === null ? [] : [point.value])))]);

/** Rates over months, one line each (SV-57). A month without answers is a gap, never 0 % or 100 %. */
export function trendOption(months: string[], lines: TrendLine[], target: number | null, targetText: string): Option {
	const from = trendFrom(lines, target);
	return {
		// Right of the lines stands the target.
		grid: { left: 8, right: target === null ? 28 : 84, top: 34, bottom: 4, containLabel: true },
		legend: { type: 'scroll', top: 0, left: 0, itemWidth: 18, icon: undefined },
		tooltip: {
			trigger: 'axis',
			renderMode: 'richText',
			formatter: (items: { dataIndex: number; seriesIndex: number; axisValue: string }[]) => [
				items[0]?.axisValue ?? '',
				...items.flatMap((item) => {
					const line = lines[item.seriesIndex];
					const point = line?.points[item.dataIndex];
					return line && point ? [`${line.name}  ${point.value === null ? '—' : percentText(point.value)}  n=${point.n}`] : [];
				}),
			].join('\n'),
		},
		xAxis: { type: 'category', data: months, boundaryGap: false, axisTick: { show: false } },
		yAxis: { type: 'value', min: from, max: 1, interval: from >= 0.7 ? 0.05 : 0.1, axisLabel: { formatter: (value: number) => `${Math.round(value * 100)} %` }, splitLine: { lineStyle: { color: kLineColor } } },
		series: lines.map((line, index) => ({
			type: 'line',
			name: line.name,
			data: line.points.map((point) => point.value),
			connectNulls: false,
			symbolSize: 7,
			symbol: kSeries[index % kSeries.length].symbol,
			itemStyle: { color: kSeries[index % kSeries.length].color },
			lineStyle: { width: 2, type: index < kSeries.length ? 'solid' : 'dashed' },
			...(index === 0 ? targetLine(target, 'yAxis', targetText) : {}),
		})),
	};
}
