export interface DiffLine {
	kind: 'same' | 'added' | 'removed' | 'gap';
	text: string;
}

/** Longest common subsequence over lines; mappings have hundreds of lines, not more. */
export function diffLines(before: string, after: string): DiffLine[] {
	const a = before.split('\n');
	const b = after.split('\n');
	const width = b.length + 1;
	const length = new Uint32Array((a.length + 1) * width);
	for (let i = a.length - 1; i >= 0; --i) {
		for (let j = b.length - 1; j >= 0; --j) {
			length[i * width + j] = a[i] === b[j]
				? length[(i + 1) * width + j + 1] + 1
				: Math.max(length[(i + 1) * width + j], length[i * width + j + 1]);
		}
	}
	const lines: DiffLine[] = [];
	let i = 0;
	let j = 0;
	while (i < a.length || j < b.length) {
		if (i < a.length && j < b.length && a[i] === b[j]) {
			lines.push({ kind: 'same', text: a[i] });
			++i;
			++j;
		} else if (i < a.length && (j >= b.length || length[(i + 1) * width + j] >= length[i * width + j + 1])) {
			lines.push({ kind: 'removed', text: a[i++] });
		} else {
			lines.push({ kind: 'added', text: b[j++] });
		}
	}
	return lines;
}

/** The differences with `around` unchanged lines before and after; longer unchanged stretches become a gap. */
export function changedLines(before: string, after: string, around = 2): DiffLine[] {
	const lines = diffLines(before, after);
	const near = lines.map((_, index) =>
		lines.slice(Math.max(0, index - around), index + around + 1).some((line) => line.kind !== 'same'));
	const shown: DiffLine[] = [];
	for (const [index, line] of lines.entries()) {
		if (near[index]) shown.push(line);
		else if (shown.at(-1)?.kind !== 'gap') shown.push({ kind: 'gap', text: '' });
	}
	return shown.every((line) => line.kind === 'gap') ? [] : shown;
}
