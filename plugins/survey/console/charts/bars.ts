import { kFewColor, kGoodColor, kLineColor, kPoorColor, kTextColor, percentText, targetLine, type Option } from './types';

/** One bar: a rate with its n and its 95 % Wilson interval. */
export interface Bar {
	name: string;
	value: number;
	low: number;
	high: number;
	n: number;
	/** Too few answers to be judged by the target. */
	few: boolean;
}

export interface BarTexts {
	rate: string;
	target: string;
	interval: string;
	answered: string;
}

export const barsHeight = (bars: Bar[]): number => Math.max(160, bars.length * 38 + 60);

/** Horizontal bars, in the order given, with n and the interval as whiskers (SV-57), and the target as a line (SV-55). */
export function barsOption(bars: Bar[], target: number | null, texts: BarTexts): Option {
	const shown = [...bars].reverse();
	return {
		grid: { left: 8, right: 70, top: 24, bottom: 4, containLabel: true },
		tooltip: {
			trigger: 'item',
			renderMode: 'richText',
			formatter: (item: { dataIndex: number }) => {
				const bar = shown[item.dataIndex];
				return bar ? `${bar.name}\n${texts.rate} ${percentText(bar.value)}\n${texts.answered} n = ${bar.n}\n${texts.interval} ${percentText(bar.low)} – ${percentText(bar.high)}` : '';
			},
		},
		xAxis: { type: 'value', min: 0, max: 1, interval: 0.2, axisLabel: { formatter: (value: number) => `${Math.round(value * 100)} %` }, splitLine: { lineStyle: { color: kLineColor } } },
		yAxis: { type: 'category', data: shown.map((bar) => `${bar.name}  (n=${bar.n})`), axisTick: { show: false }, axisLine: { lineStyle: { color: '#cfd6df' } }, axisLabel: { color: kTextColor } },
		series: [
			{
				type: 'bar',
				barMaxWidth: 20,
				data: shown.map((bar) => ({ value: bar.value, itemStyle: { color: bar.few ? kFewColor : target === null || bar.value >= target ? kGoodColor : kPoorColor } })),
				...targetLine(target, 'xAxis', texts.target),
			},
			{
				type: 'custom',
				silent: true,
				z: 10,
				data: shown.map((bar, index) => [index, bar.low, bar.high]),
				encode: { x: [1, 2], y: 0 },
				renderItem: whisker,
			},
		],
	};
}

interface WhiskerApi {
	value: (index: number) => number;
	coord: (point: number[]) => number[];
}
function whisker(_: unknown, api: WhiskerApi): Option {
	const low = api.coord([api.value(1), api.value(0)]);
	const high = api.coord([api.value(2), api.value(0)]);
	const line = (x1: number, y1: number, x2: number, y2: number) => ({ type: 'line', shape: { x1, y1, x2, y2 }, style: { stroke: '#3b4a5c', lineWidth: 1.5 } });
	return { type: 'group', children: [line(low[0], low[1], high[0], high[1]), line(low[0], low[1] - 5, low[0], low[1] + 5), line(high[0], high[1] - 5, high[0], high[1] + 5)] };
}
