import { BarChart, CustomChart } from 'echarts/charts';
import { GridComponent, MarkLineComponent, TooltipComponent } from 'echarts/components';
import { init, use, type EChartsType } from 'echarts/core';
import { CanvasRenderer } from 'echarts/renderers';
import type { Bar } from './types';

use([BarChart, CustomChart, GridComponent, MarkLineComponent, TooltipComponent, CanvasRenderer]);

export interface ChartTexts {
	satisfaction: string;
	target: string;
	interval: string;
	answered: string;
}

const kTextColor = '#38465a';

export const makeChart = (element: HTMLElement): EChartsType => init(element);

/** Horizontal bars with n and the 95 % Wilson interval as whiskers (SV-57), and the target as a line (SV-55). */
export function draw(chart: EChartsType, bars: Bar[], target: number, texts: ChartTexts): void {
	const shown = [...bars].reverse();
	const percent = (share: number) => `${(share * 100).toFixed(1)} %`;
	const lowest = Math.min(target, ...bars.map((bar) => bar.low));
	chart.setOption({
		animation: false,
		textStyle: { fontFamily: getComputedStyle(document.body).fontFamily, color: kTextColor },
		grid: { left: 8, right: 70, top: 24, bottom: 4, containLabel: true },
		tooltip: {
			trigger: 'item',
			renderMode: 'richText',
			formatter: (item: { dataIndex: number }) => {
				const bar = shown[item.dataIndex];
				return bar ? `${bar.name}\n${texts.satisfaction} ${percent(bar.value)}\n${texts.answered} n = ${bar.n}\n${texts.interval} ${percent(bar.low)} – ${percent(bar.high)}` : '';
			},
		},
		xAxis: { type: 'value', min: Math.max(0, Math.floor(lowest * 10) / 10 - 0.1), max: 1, axisLabel: { formatter: (value: number) => `${Math.round(value * 100)} %` }, splitLine: { lineStyle: { color: '#e8ecf1' } } },
		yAxis: { type: 'category', data: shown.map((bar) => `${bar.name}  (n=${bar.n})`), axisTick: { show: false }, axisLine: { lineStyle: { color: '#cfd6df' } }, axisLabel: { color: kTextColor } },
		series: [
			{
				type: 'bar',
				barMaxWidth: 20,
				data: shown.map((bar) => ({ value: bar.value, itemStyle: { color: bar.value >= target ? '#5a9f7d' : '#d08a5b' } })),
				markLine: { silent: true, symbol: 'none', lineStyle: { color: '#9a2e22', type: 'dashed' }, label: { formatter: texts.target, position: 'end', color: '#9a2e22' }, data: [{ xAxis: target }] },
			},
			{
				type: 'custom',
				silent: true,
				z: 10,
				data: shown.map((bar, index) => [index, bar.low, bar.high]),
				encode: { x: [1, 2], y: 0 },
				renderItem: (_: unknown, api: { value: (index: number) => number; coord: (point: number[]) => number[] }) => {
					const low = api.coord([api.value(1), api.value(0)]);
					const high = api.coord([api.value(2), api.value(0)]);
					const line = (x1: number, y1: number, x2: number, y2: number) =>
						({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: '#3b4a5c', lineWidth: 1.5 } });
					return {
						type: 'group',
						children: [
							line(low[0], low[1], high[0], high[1]),
							line(low[0], low[1] - 5, low[0], low[1] + 5),
							line(high[0], high[1] - 5, high[0], high[1] + 5),
						],
					};
				},
			},
		],
	} as never, true);
}
