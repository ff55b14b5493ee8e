import type { Disposition } from '../types';

/** The letter of each disposition; shown on its button. */
export const kLetters: Record<Disposition, string> = {
	answered: 'A',
	refused: 'R',
	no_answer: 'N',
	busy: 'B',
	switched_off: 'S',
	wrong_number: 'W',
	not_finished: 'F',
};

export type KeyAction =
	| { kind: 'digit'; digit: number }
	| { kind: 'move'; by: 1 | -1 }
	| { kind: 'skip' }
	| { kind: 'disposition'; disposition: Disposition }
	| { kind: 'save' }
	| { kind: 'leaveField' }
	| { kind: 'release' }
	| { kind: 'words' };

type Key = Pick<KeyboardEvent, 'key' | 'ctrlKey' | 'altKey' | 'metaKey' | 'isComposing'>;

/**
 * What a key means in the form: digits answer the question at which the mark stands, arrows move it. `typing`: the caret stands in a text field, where letters are letters. While an input
 * method composes (拼音), no key is a command.
 */
export function actionOf(event: Key, typing: boolean): KeyAction | null {
	if (event.isComposing || event.altKey || event.metaKey) return null;
	if (event.key === 'Enter' && event.ctrlKey) return { kind: 'save' };
	if (event.key === 'Escape') return typing ? { kind: 'leaveField' } : { kind: 'release' };
	if (typing || event.ctrlKey) return null;
	if (/^[1-9]$/.test(event.key)) return { kind: 'digit', digit: Number(event.key) };
	if (event.key === '0') return { kind: 'skip' };
	if (event.key === 'ArrowDown' || event.key === 'ArrowUp') return { kind: 'move', by: event.key === 'ArrowDown' ? 1 : -1 };
	if (event.key === '/') return { kind: 'words' };
	const letter = event.key.toUpperCase();
	const found = (Object.keys(kLetters) as Disposition[]).find((disposition) => kLetters[disposition] === letter);
	return found ? { kind: 'disposition', disposition: found } : null;
}
