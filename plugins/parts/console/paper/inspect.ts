import type { PaperDetail, PaperLine } from '../types';

/** PT-10: one piece of a recovered or repaired part, tested by itself. */
export interface Piece {
	serial: string;
	passed: boolean | null;
	note: string;
}
/** What is decided of one line; quantities in smallest units, null: nothing of it. */
export interface Verdict {
	line: PaperLine;
	accepted: number | null;
	returned: number | null;
	exchanged: number | null;
	scrapped: number | null;
	pieces: Piece[];
}
/** Tested piece by piece: whole units, one form row each. More than that is tested in several steps. */
export const kMostPieces = 50;
export const verdictsOf = (paper: PaperDetail): Verdict[] => paper.lines.filter((line) => line.held > 0).map((line) => ({
	line, accepted: null, returned: null, exchanged: null, scrapped: null,
	pieces: paper.kind === 'recovery' ? Array.from({ length: Math.min(kMostPieces, Math.floor(line.held / line.unitSize)) }, () => ({ serial: '', passed: null, note: '' })) : [],
}));

export const tested = (verdict: Verdict): Piece[] => verdict.pieces.filter((piece) => piece.passed !== null);
export const sumOf = (verdict: Verdict): number => (verdict.accepted ?? 0) + (verdict.returned ?? 0) + (verdict.exchanged ?? 0) + (verdict.scrapped ?? 0);
export const isOver = (verdict: Verdict): boolean => sumOf(verdict) > verdict.line.held;

/** Everything that is held, as good. */
export const acceptAll = (verdicts: Verdict[]): void => {
	for (const verdict of verdicts) Object.assign(verdict, { accepted: verdict.line.held, returned: null, exchanged: null, scrapped: null });
};

/** The request: lines about which something is decided. Of a recovery the pieces say what is accepted and what is scrap. */
export function inspectionLines(paper: PaperDetail, verdicts: Verdict[]): object[] {
	if (paper.kind === 'recovery') {
		return verdicts.filter((one) => tested(one).length > 0).map((one) => {
			const passed = tested(one).filter((piece) => piece.passed).length;
			return {
				line: one.line.line, accepted: passed * one.line.unitSize, scrapped: (tested(one).length - passed) * one.line.unitSize,
				pieces: tested(one).map((piece) => ({ serial: piece.serial.trim() || undefined, passed: piece.passed, note: piece.note.trim() || undefined })),
			};
		});
	}
	const filled = (value: number | null) => value || undefined;
	return verdicts.filter((one) => sumOf(one) > 0).map((one) => ({
		line: one.line.line, accepted: filled(one.accepted), returned: filled(one.returned), exchanged: filled(one.exchanged), scrapped: filled(one.scrapped),
	}));
}
