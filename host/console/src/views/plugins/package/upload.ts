import { beginPackage, putPiece, type Upload } from '@/api/packages';
import { asProblem } from '@/api/problem';

/** A line that dropped comes back, mostly. */
const kTries = 5;
const kPauseMs = 2_000;

export async function sha256Of(bytes: ArrayBuffer): Promise<string> {
	const digest = new Uint8Array(await crypto.subtle.digest('SHA-256', bytes));
	return [...digest].map((byte) => byte.toString(16).padStart(2, '0')).join('');
}

export function base64Of(bytes: Uint8Array): string {
	let text = '';
	// More arguments at once are too many for a call.
	for (let at = 0; at < bytes.length; at += 0x8000) text += String.fromCharCode(...bytes.subarray(at, at + 0x8000));
	return btoa(text);
}

const pause = (ms: number) => new Promise((done) => setTimeout(done, ms));

async function putSurely(id: string, piece: number, content: string, signal: AbortSignal): Promise<void> {
	for (let attempt = 1; ; attempt += 1) {
		try {
			return await putPiece(id, piece, content, signal);
		} catch (error) {
			if (signal.aborted || attempt === kTries || !asProblem(error).lineIsDown) throw error;
			await pause(kPauseMs * attempt);
		}
	}
}

/**
 * Brings a file to the host, piece by piece; what is there already from an earlier try is not sent again. `told` gets
 * the part that has arrived, from 0 to 1. Ends early, without an error, if `signal` says so.
 */
export async function uploadFile(file: File, told: (part: number) => void, signal: AbortSignal): Promise<Upload> {
	const bytes = await file.arrayBuffer();
	const upload = await beginPackage(file.name.slice(0, 200), bytes.byteLength, await sha256Of(bytes));
	let left = upload.missing.length;
	for (const piece of upload.missing) {
		told(1 - left / upload.pieces);
		if (signal.aborted) return upload;
		const from = piece * upload.pieceBytes;
		await putSurely(upload.id, piece, base64Of(new Uint8Array(bytes, from, Math.min(upload.pieceBytes, bytes.byteLength - from))), signal);
		left -= 1;
	}
	told(1);
	return upload;
}
