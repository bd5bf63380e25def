using Thca.Core.Contracts;
using Thca.Core.Errors;
using Thca.Core.Histology;

namespace Thca.Pathology.Stains;

/// <summary>
/// Gives images the colours of a target. Made with a target alone it estimates the stains of every image from that image (TIAToolbox's way, for single
/// pictures); made with a source as well it treats all pixels of a slide alike, which keeps differences between the nuclei of a slide.
/// </summary>
public sealed class StainNormalizer : IStainNormalizer
{
    private readonly StainProfile _target;
    private readonly StainProfile? _source;
    private readonly StainOptions _options;

    /// <summary>Normalises each image by its own stains.</summary>
    /// <param name="target">What the images shall look like.</param>
    /// <param name="options">How the stains of an image are estimated; its method must fit the target.</param>
    /// <exception cref="OptionsException">The method is not the target's, or an option is outside its range.</exception>
    public StainNormalizer(StainProfile target, StainOptions? options = null)
    {
        (_target, _options) = (target, options ?? new StainOptions { Method = target.Method });
        _options.Validate();
        if (target.Method == StainMethod.Reinhard != (_options.Method == StainMethod.Reinhard))
            throw new OptionsException([$"The target was made by {target.Method}, the images shall be described by {_options.Method}."]);
    }

    /// <summary>Normalises every image of a slide by the slide's stains.</summary>
    /// <param name="target">What the images shall look like.</param>
    /// <param name="source">The slide's stains.</param>
    /// <exception cref="DataFormatException">STAIN_SINGULAR: the slide has none of one stain.</exception>
    public StainNormalizer(StainProfile target, StainProfile source)
        : this(target, new StainOptions { Method = source.Method })
    {
        StainTransform.EnsureUsable(source);
        _source = source;
    }

    /// <inheritdoc/>
    public RgbImage Normalize(RgbImage image)
    {
        if (_options.StandardizeLuminosity) image = LuminosityStandard.Apply(image);
        return StainTransform.Apply(image, _source ?? StainEstimator.Estimate(image, _options with { StandardizeLuminosity = false }), _target);
    }
}
