//! Terms that came after the last fold, in memory.
//!
//! It must not forget: an id once given stays until the generation ends.

use hashbrown::HashTable;

const BLOCK_BYTES: usize = 1 << 20;

/// Append-only terms with a hash index; positions go on where the base ended.
#[derive(Debug)]
pub(super) struct DeltaDictionary {
    first: u32,
    blocks: Vec<Vec<u8>>,
    places: Vec<Place>,
    index: HashTable<u32>,
}

#[derive(Clone, Copy, Debug)]
struct Place {
    block: u32,
    start: u32,
    length: u32,
}

impl DeltaDictionary {
    /// An empty delta whose first term has position `first`.
    pub(super) fn new(first: u32) -> Self {
        Self { first, blocks: Vec::new(), places: Vec::new(), index: HashTable::new() }
    }

    /// The position after the last term.
    pub(super) fn end(&self) -> u32 {
        self.first + self.places.len() as u32
    }

    /// The bytes at a position.
    pub(super) fn get(&self, index: u32) -> Option<&[u8]> {
        self.place(*self.places.get(index.checked_sub(self.first)? as usize)?)
    }

    fn place(&self, place: Place) -> Option<&[u8]> {
        let start = place.start as usize;
        self.blocks.get(place.block as usize)?.get(start..start + place.length as usize)
    }

    /// The position of a term with this hash and these bytes.
    pub(super) fn find(&self, hash: u64, bytes: &[u8]) -> Option<u32> {
        self.index.find(hash, |index| self.get(*index) == Some(bytes)).copied()
    }

    /// Adds a term unless it is there; gives its position either way.
    pub(super) fn insert(
        &mut self,
        hash: u64,
        bytes: &[u8],
        hash_of: impl Fn(&[u8]) -> u64,
    ) -> u32 {
        if let Some(index) = self.find(hash, bytes) {
            return index;
        }
        let place = self.store(bytes);
        let index = self.end();
        self.places.push(place);
        let Self { first, blocks, places, index: table } = self;
        let bytes_of = |index: u32| {
            let place = places.get((index - *first) as usize)?;
            let start = place.start as usize;
            blocks.get(place.block as usize)?.get(start..start + place.length as usize)
        };
        table.insert_unique(hash, index, |other| bytes_of(*other).map_or(0, &hash_of));
        index
    }

    fn store(&mut self, bytes: &[u8]) -> Place {
        let fits = self.blocks.last().is_some_and(|b| b.capacity() - b.len() >= bytes.len());
        if !fits {
            // Small stores stay small: the blocks grow with what they hold.
            let grown = self.blocks.last().map_or(4096, |b| (b.capacity() * 2).min(BLOCK_BYTES));
            self.blocks.push(Vec::with_capacity(bytes.len().max(grown)));
        }
        let block = self.blocks.len().saturating_sub(1);
        let start = self.blocks.last().map_or(0, Vec::len);
        if let Some(last) = self.blocks.last_mut() {
            last.extend_from_slice(bytes);
        }
        Place { block: block as u32, start: start as u32, length: bytes.len() as u32 }
    }

    /// Bytes of memory that it takes.
    pub(super) fn heap_bytes(&self) -> usize {
        self.blocks.iter().map(Vec::capacity).sum::<usize>()
            + self.places.capacity() * size_of::<Place>()
            + self.index.allocation_size()
    }
}
