use core::{mem, slice};

use sha1::block_api::compress;
use sha1::{Digest, Sha1};
use zeroize::Zeroizing;

/// HMAC-SHA1 (RFC 2104) whose key is worked in once.
///
/// A token's data comes in one piece. So, unlike a general HMAC, this one has no buffer to set up, copy and
/// wipe for every message, which would cost a token about a fifth more. The compression function, and with
/// it the processor's SHA instructions, is the `sha1` crate's.
#[derive(Clone)]
pub(crate) struct HmacSha1 {
    inner: Zeroizing<Hash>,
    outer: Zeroizing<Hash>,
}

/// Five numbers, whose bytes are written from the highest down.
pub(crate) type Hash = [u32; 5];

type Block = [u8; 64];

/// What SHA-1 starts from (FIPS 180-4, 5.3.1).
const START: Hash = [0x6745_2301, 0xefcd_ab89, 0x98ba_dcfe, 0x1032_5476, 0xc3d2_e1f0];

impl HmacSha1 {
    pub(crate) fn new(key: &[u8]) -> Self {
        let mut block: Zeroizing<Block> = Zeroizing::new([0; 64]);
        match block.get_mut(..key.len()) {
            Some(room) => room.copy_from_slice(key),
            None => block[..20].copy_from_slice(&Sha1::digest(key)),
        }
        let absorb = |block: &Block| {
            let mut state = Zeroizing::new(START);
            compress(&mut state, slice::from_ref(block));
            state
        };
        block.iter_mut().for_each(|byte| *byte ^= 0x36);
        let inner = absorb(&block);
        block.iter_mut().for_each(|byte| *byte ^= 0x36 ^ 0x5c);
        Self {
            inner,
            outer: absorb(&block),
        }
    }

    pub(crate) fn sign(&self, message: &[u8]) -> Hash {
        self.begin(message, &mut Default::default()).finish()
    }

    /// Begins to sign a message, of which `end` takes what does not fill a block.
    #[inline]
    pub(super) fn begin<'m>(&'m self, message: &'m [u8], end: &'m mut LastBlocks) -> Hashing<'m> {
        let (blocks, rest) = message.as_chunks();
        // Written before the first block is hashed, so that it has long been there when it is read.
        let text = end.0.as_flattened_mut();
        text[..rest.len()].copy_from_slice(rest);
        text[rest.len()] = END;
        let len = if rest.len() < LENGTH_AT { 1 } else { 2 };
        end.0[len - 1][LENGTH_AT..].copy_from_slice(&bits(message.len()).to_be_bytes());
        Hashing {
            key: self,
            hash: *self.inner,
            blocks,
            end: &end.0[..len],
        }
    }

    /// As [`sign`](Self::sign), of the first `len` bytes of `text`. What is behind them may be lost: if there is
    /// room, the message is padded where it stands, so that nothing of it is copied.
    pub(super) fn sign_front(&self, text: &mut [u8], len: usize) -> Hash {
        let Some(end) = text.get_mut(len..).and_then(<[u8]>::first_chunk_mut) else {
            return self.sign(&text[..len]);
        };
        *end = PADDING;
        let padded_len = (len + 1 + size_of::<u64>()).next_multiple_of(64);
        let padded = &mut text[..padded_len];
        padded[padded_len - size_of::<u64>()..].copy_from_slice(&bits(len).to_be_bytes());
        let mut hash = *self.inner;
        compress(&mut hash, padded.as_chunks().0);
        self.finish(&hash)
    }

    /// The hash of the outer key block and a hash.
    fn finish(&self, &[a, b, c, d, e]: &Hash) -> Hash {
        const END: u32 = 1 << 31;
        const BITS: u32 = (64 + 20) * 8;
        let words = [a, b, c, d, e, END, 0, 0, 0, 0, 0, 0, 0, 0, 0, BITS];
        let mut block: Block = [0; 64];
        for (four, word) in block.as_chunks_mut().0.iter_mut().zip(words) {
            *four = word.to_be_bytes();
        }
        let mut hash = *self.outer;
        compress(&mut hash, slice::from_ref(&block));
        hash
    }
}

/// The last one or two blocks of a message.
pub(crate) struct LastBlocks([Block; 2]);

impl Default for LastBlocks {
    fn default() -> Self {
        Self([[0; 64]; 2])
    }
}

/// A message that is being signed.
///
/// Each round of SHA-1 waits for the one before it, which leaves most of a processor idle. Whoever has other work
/// to do takes turns with [`step`](Self::step): both then cost little more than the hash alone.
pub(super) struct Hashing<'m> {
    key: &'m HmacSha1,
    hash: Hash,
    /// Blocks of the message that are still to be hashed.
    blocks: &'m [Block],
    /// The rest of the message, padded; empty once it is hashed.
    end: &'m [Block],
}

impl Hashing<'_> {
    /// Hashes one block more, or the last two.
    #[inline]
    pub(super) fn step(&mut self) {
        if let Some((block, rest)) = self.blocks.split_first() {
            compress(&mut self.hash, slice::from_ref(block));
            self.blocks = rest;
        } else if !self.end.is_empty() {
            compress(&mut self.hash, self.end);
            self.end = &[];
        }
    }

    /// Hashes what is left.
    ///
    /// Where it stands: to move what was written a moment ago would keep the last hash waiting.
    #[inline]
    pub(super) fn finish(&mut self) -> Hash {
        for blocks in [mem::take(&mut self.blocks), mem::take(&mut self.end)] {
            if !blocks.is_empty() {
                compress(&mut self.hash, blocks);
            }
        }
        self.key.finish(&self.hash)
    }
}

/// How many bits a key block and a message of `len` bytes have.
const fn bits(len: usize) -> u64 {
    (64 + len as u64) * 8
}

/// What stands behind a message, before its length at the end of the last block (FIPS 180-4, 5.1.1).
const END: u8 = 0x80;

/// All that can stand behind a message, but for its length.
const PADDING: [u8; 72] = {
    let mut padding = [0; 72];
    padding[0] = END;
    padding
};

/// Where in its last block the length of a message stands.
const LENGTH_AT: usize = 64 - 8;

#[cfg(test)]
mod tests {
    use alloc::format;
    use alloc::vec::Vec;

    use hmac::{Hmac, KeyInit, Mac};
    use proptest::prelude::*;

    use super::*;

    fn of_the_hmac_crate(key: &[u8], message: &[u8]) -> Hash {
        let mac = Hmac::<Sha1>::new_from_slice(key).unwrap().chain_update(message);
        let bytes = <[u8; 20]>::from(mac.finalize().into_bytes());
        core::array::from_fn(|at| u32::from_be_bytes(bytes.as_chunks().0[at]))
    }

    /// RFC 2202, section 3.
    #[test]
    fn the_published_test_cases_hold() {
        let cases: [(&[u8], &[u8], &str); 7] = [
            (&[0x0b; 20], b"Hi There", "b617318655057264e28bc0b6fb378c8ef146be00"),
            (
                b"Jefe",
                b"what do ya want for nothing?",
                "effcdf6ae5eb2fa2d27416d5f184df9c259a7c79",
            ),
            (&[0xaa; 20], &[0xdd; 50], "125d7342b9ac11cd91a39af48aa17b4f63f175d3"),
            (
                &core::array::from_fn::<u8, 25, _>(|at| at as u8 + 1),
                &[0xcd; 50],
                "4c9007f4026250c6bc8414f9bf50c86c2d7235da",
            ),
            (
                &[0x0c; 20],
                b"Test With Truncation",
                "4c1a03424b55e07fe7f27be1d58bb9324a9a5a04",
            ),
            (
                &[0xaa; 80],
                b"Test Using Larger Than Block-Size Key - Hash Key First",
                "aa4ae5e15272d00e95705637ce8a3b55ed402112",
            ),
            (
                &[0xaa; 80],
                b"Test Using Larger Than Block-Size Key and Larger Than One Block-Size Data",
                "e8e99d0f45237d786d6bbaa7965c7808bbff1a91",
            ),
        ];
        for (key, message, expected) in cases {
            let digits = HmacSha1::new(key).sign(message).map(|number| format!("{number:08x}"));
            assert_eq!(digits.concat(), expected);
        }
    }

    #[test]
    fn every_length_around_the_blocks_agrees_with_the_hmac_crate() {
        let text = [0x5a; 332];
        for key_len in [0, 1, 40, 63, 64, 65, 200] {
            for len in 0..260 {
                let expected = of_the_hmac_crate(&text[..key_len], &text[..len]);
                let mac = HmacSha1::new(&text[..key_len]);
                assert_eq!(mac.sign(&text[..len]), expected);
                for steps in 1..6 {
                    let mut end = LastBlocks::default();
                    let mut hashing = mac.begin(&text[..len], &mut end);
                    (0..steps).for_each(|_| hashing.step());
                    assert_eq!(hashing.finish(), expected, "{len} bytes in {steps} steps");
                }
                for room in [0, 8, 9, 71, 72] {
                    assert_eq!(mac.sign_front(&mut { text }[..len + room], len), expected);
                }
            }
        }
    }

    proptest! {
        #[test]
        fn any_key_and_message_agree_with_the_hmac_crate(key: Vec<u8>, message: Vec<u8>) {
            prop_assert_eq!(HmacSha1::new(&key).sign(&message), of_the_hmac_crate(&key, &message));
        }
    }
}
