/** What ECharts draws; its own type is too wide to be of use. */
export type Option = Record<string, unknown>;

export const kTextColor = '#38465a';
export const kLineColor = '#e8ecf1';
export const kGoodColor = '#5a9f7d';
export const kFewColor = '#b4bfcb';
export const kPoorColor = '#d08a5b';
export const kTargetColor = '#9a2e22';
/** Apart also without colours: every line has a symbol of its own. */
export const kSeries = [
	{ color: '#1d5c8f', symbol: 'circle' }, { color: '#b7791f', symbol: 'rect' }, { color: '#2c8a5b', symbol: 'triangle' },
	{ color: '#8a4f9e', symbol: 'diamond' }, { color: '#c0392b', symbol: 'emptyCircle' }, { color: '#4b6b7c', symbol: 'emptyDiamond' },
];

export const percentText = (share: number): string => `${(share * 100).toFixed(1)} %`;

/** The dashed line of the target (SV-55); null: none is set. */
export const targetLine = (target: number | null, axis: 'xAxis' | 'yAxis', text: string): Option => ({
	markLine: {
		silent: true, symbol: 'none', lineStyle: { color: kTargetColor, type: 'dashed' },
		label: { formatter: text, position: 'end', color: kTargetColor },
		data: target === null ? [] : [{ [axis]: target }],
	},
});

/** Where the axis of a line of rates begins, on a full ten per cent below the lowest. Bars are compared by length: theirs begins at 0. */
export const lowestShown = (values: number[]): number => Math.max(0, Math.floor(Math.min(1, ...values) * 10 - 1e-9) / 10);
