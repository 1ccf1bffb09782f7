package filigree.model.data;

import filigree.model.method.Method;

/// Where examples come from and how they are divided: the data of a recipe.
public interface DataSource extends Method {
    /// Training examples set aside for validation: the last ones.
    int validation();

    /// How a pixel becomes a network's input.
    Normalisation.Input input();

    /// How training images are changed each time they are seen.
    default Augmentation augment() {
        return NoAugmentation.SAME;
    }

    /// Reads the files.
    ///
    /// @param bundled what the application brings along
    /// @throws filigree.model.error.UserFacingException if a file is missing or damaged
    LoadedData load(DataFiles bundled);
}
