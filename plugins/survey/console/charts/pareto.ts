import { kLineColor, kPoorColor, percentText, type Option } from './types';

export interface Cause {
	name: string;
	count: number;
	/** Share of this one and all before it, 0…1. */
	cumulative: number;
}

/** Causes by how often they were named, the most frequent first, with their share so far (SV-57). */
export function paretoOption(causes: Cause[], texts: { count: string; cumulative: string }): Option {
	return {
		grid: { left: 8, right: 8, top: 34, bottom: 4, containLabel: true },
		legend: { top: 0, left: 0 },
		tooltip: {
			trigger: 'axis',
			renderMode: 'richText',
			formatter: (items: { dataIndex: number }[]) => {
				const cause = causes[items[0]?.dataIndex ?? -1];
				return cause ? `${cause.name}\n${texts.count} ${cause.count}\n${texts.cumulative} ${percentText(cause.cumulative)}` : '';
			},
		},
		xAxis: { type: 'category', data: causes.map((cause) => `${cause.name}\n${cause.count}`), axisTick: { show: false }, axisLabel: { interval: 0, width: 92, overflow: 'break', lineHeight: 16 } },
		yAxis: [
			{ type: 'value', minInterval: 1, splitLine: { lineStyle: { color: kLineColor } } },
			{ type: 'value', min: 0, max: 1, splitLine: { show: false }, axisLabel: { formatter: (value: number) => `${Math.round(value * 100)} %` } },
		],
		series: [
			{ type: 'bar', name: texts.count, barMaxWidth: 42, data: causes.map((cause) => cause.count), itemStyle: { color: kPoorColor } },
			{ type: 'line', name: texts.cumulative, yAxisIndex: 1, data: causes.map((cause) => cause.cumulative), symbolSize: 6, itemStyle: { color: '#1d5c8f' } },
		],
	};
}
