//! Today's individual-stream archives: the manifest, and the ZIP around it.

use core::error::Error;

use opentok_archive::Counted;
use opentok_archive::individual::{ReadIndividualError, Warning};
use opentok_archive::zip::ZipError;

use crate::all_say;

#[test]
fn errors_of_the_individual_manifest_name_their_place() {
    use ReadIndividualError::{
        InvalidJson, InvalidNumber, InvalidRange, InvalidType, InvalidValue, MissingField, TooDeep, TooLarge, TooMany,
        UnsafeFilename,
    };
    let (index, limit) = (Some(1), 9);
    let filename = "a.webm".parse().unwrap();
    all_say(&[
        (&InvalidJson, "not JSON, or a key comes twice"),
        (
            &InvalidNumber { field: "size", index },
            "file 1: size is not a whole number up to 2^53 - 1",
        ),
        (&InvalidRange { index: 2 }, "file 2 ends before it begins"),
        (
            &InvalidType {
                field: "$",
                index: None,
            },
            "document is not an object",
        ),
        (
            &InvalidType {
                field: "files",
                index: None,
            },
            "files is of the wrong type",
        ),
        (
            &InvalidValue {
                field: "streamId",
                index,
            },
            "file 1: streamId is empty",
        ),
        (
            &MissingField {
                field: "filename",
                index,
            },
            "file 1: filename is missing",
        ),
        (&TooDeep { limit }, "values are nested deeper than 9"),
        (&TooLarge { limit, actual: 10 }, "document is 10 bytes; the limit is 9"),
        (
            &TooMany {
                what: Counted::Files,
                limit,
            },
            "more than 9 files",
        ),
        (&UnsafeFilename { index: 3 }, "file 3 has an unsafe name"),
        (
            &Warning::DuplicateFile { filename, index: 4 },
            "file 4 repeats the name a.webm",
        ),
        (&Warning::MissingField { field: "createdAt" }, "createdAt is missing"),
    ]);
}

#[test]
fn errors_of_zip_files_say_which_entry() {
    let (index, limit) = (1, 9);
    for (error, code, text) in [
        (ZipError::Damaged, "damaged_zip", "not a ZIP file, or a damaged one"),
        (ZipError::Duplicate, "duplicate_entry", "two entries have the same name"),
        (
            ZipError::Entry { index },
            "unsafe_entry",
            "entry 1 is not a plain file with a safe name",
        ),
        (
            ZipError::Exists,
            "folder_exists",
            "there is something already at the place to extract to",
        ),
        (
            ZipError::ManifestCount { found: 2 },
            "no_single_manifest",
            "2 files end in .json instead of 1",
        ),
        (ZipError::NotFound, "not_found", "no file of that name"),
        (ZipError::Overlap, "overlapping_entries", "two entries share bytes"),
        (
            ZipError::Ratio { index, limit },
            "suspicious_ratio",
            "entry 1 would grow more than 9 times",
        ),
        (
            ZipError::TooLarge { limit },
            "too_large",
            "unpacked files would be larger than 9 bytes",
        ),
        (ZipError::TooManyEntries { limit: 9 }, "too_many", "more than 9 entries"),
    ] {
        assert_eq!((error.code(), error.to_string().as_str()), (code, text));
        assert!(error.source().is_none());
    }
}
