use crate::words::words;

words! {
    /// Width and height of a picture.
    Resolution {
        /// 640 by 480, the service's default for archives and broadcasts.
        Sd = "640x480",
        /// 480 by 640.
        SdPortrait = "480x640",
        /// 1280 by 720.
        Hd = "1280x720",
        /// 720 by 1280.
        HdPortrait = "720x1280",
        /// 1920 by 1080.
        Fhd = "1920x1080",
        /// 1080 by 1920.
        FhdPortrait = "1080x1920",
    }
}
